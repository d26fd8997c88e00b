import { describe, expect, it } from 'vitest';
import { Graph, type ValueName } from '../onnx-trace/graph.ts';
import { encodeOnnx } from '../onnx-trace/onnx-writer.ts';
import { runNetwork } from '../testing/run-network.ts';
import { testPlanes } from '../testing/tiny-generators.ts';
import { constantValues } from './constant-values.ts';
import { rewriteForProcessor } from './for-processor.ts';
import { joinLinear } from './join-linear.ts';
import { joinPointwise } from './join-pointwise.ts';
import { joinSiblings } from './join-siblings.ts';
import { cut, decodeModel, type Model } from './model-graph.ts';

const [width, height] = [23, 17];
let state = 1;
const numbers = (length: number, spread: number) => Float32Array.from({ length }, () => spread * (((state = (state * 48271) % 2147483647) / 2147483647) - 0.5));

/** A network of three channels in and out; filters are all different. */
function network(describeBody: (layers: Layers, input: ValueName) => ValueName): Uint8Array {
  state = 1;
  const graph = new Graph();
  const input = graph.input({ name: 'input', dims: [1, 3, 'height', 'width'], type: 'float32' });
  const output = describeBody(layersOf(graph), input);
  graph.output({ name: 'output', dims: [1, 3, 'height', 'width'], type: 'float32' }, output);
  return encodeOnnx(graph);
}

type Layers = ReturnType<typeof layersOf>;
const layersOf = (graph: Graph) => ({
  graph,
  conv(input: ValueName, from: number, to: number, side: number): ValueName {
    const filter = graph.constant(numbers(to * from * side ** 2, 2 / Math.sqrt(from) / side), [to, from, side, side], 'float32');
    const bias = graph.constant(numbers(to, 0.2), [to], 'float32');
    const pad = (side - 1) / 2;
    return graph.node('Conv', [input, filter, bias], { kernel_shape: [side, side], pads: [pad, pad, pad, pad], strides: [1, 1], dilations: [1, 1] });
  },
  prelu: (input: ValueName, channels: number, slope: (channel: number) => number): ValueName => graph.node('PRelu', [input, graph.constant(Float32Array.from({ length: channels }, (_, channel) => slope(channel)), [1, channels, 1, 1], 'float32')]),
  concat: (...inputs: ValueName[]): ValueName => graph.node('Concat', inputs, { axis: 1 }),
  add: (a: ValueName, b: ValueName): ValueName => graph.node('Add', [a, b]),
});

/** A residual block as ESRGAN's slim networks have it: concatenations mixed by 1x1 convolutions, added to what went in. */
const mixing = network(({ graph, conv, concat, add }, input) => {
  const first = conv(input, 3, 16, 3);
  const thin = graph.node('Relu', [conv(first, 16, 4, 3)]);
  const joined = concat(first, thin);
  const second = add(conv(joined, 20, 16, 1), first);
  const thinner = graph.node('Relu', [conv(second, 16, 4, 3)]);
  const third = add(conv(concat(second, thinner), 20, 16, 1), second);
  const all = conv(concat(second, third), 32, 16, 1);
  return conv(add(conv(all, 16, 16, 3), first), 16, 3, 3);
});

/** The same, with little between what is mixed and what looks around in it: one convolution of the mixed value, and another added to an earlier one. */
const lookingAround = network(({ graph, conv, concat, add }, input) => {
  const first = conv(input, 3, 64, 3);
  const thin = graph.node('Relu', [conv(first, 64, 4, 3)]);
  const second = add(conv(concat(first, thin), 68, 64, 1), first);
  const thinner = graph.node('Relu', [conv(second, 64, 4, 3)]);
  const third = conv(concat(second, add(conv(concat(second, thinner), 68, 64, 1), second)), 128, 64, 1);
  return conv(add(conv(third, 64, 64, 3), first), 64, 3, 5);
});

const slopes = (channel: number) => (channel - 3) / 20;
const activated = network(({ conv, prelu, add }, input) => {
  const first = prelu(conv(input, 3, 16, 3), 16, slopes);
  const second = prelu(conv(first, 16, 16, 3), 16, (channel) => slopes(15 - channel));
  return conv(add(first, second), 16, 3, 3);
});

const operators = (model: Uint8Array) => decodeModel(model)!.graph.node!.map(({ opType }) => opType);
const count = (model: Uint8Array, operator: string) => operators(model).filter((it) => it === operator).length;

/** By one way of rewriting alone; null where it has nothing to do. */
function rewrittenBy(rewrite: (model: Model, constants: ReturnType<typeof constantValues>) => Model, bytes: Uint8Array): Uint8Array | null {
  const model = decodeModel(bytes)!;
  const rewritten = rewrite(model, constantValues(model));
  return rewritten === model ? null : cut(rewritten, rewritten.graph.node!, model.graph.input!, model.graph.output!);
}

async function furthest(a: Uint8Array, b: Uint8Array, [wide, high] = [width, height]): Promise<number> {
  const feeds = { input: { shape: [1, 3, high, wide], values: testPlanes(wide, high) } };
  const [one, other] = [await runNetwork(a, feeds), await runNetwork(b, feeds)];
  return one['output']!.values.reduce((most, value, place) => Math.max(most, Math.abs(value - other['output']!.values[place]!)), 0);
}

/** Trunks without activations, whose thin branches have some, and what goes on behind them. */
const trunk = network(({ graph, conv, concat, add }, input) => {
  const first = conv(input, 3, 64, 3);
  const second = conv(first, 64, 64, 3);
  const thin = graph.node('Relu', [conv(second, 64, 4, 3)]);
  const mixed = add(conv(concat(second, thin), 68, 64, 1), second);
  const thinner = graph.node('Sigmoid', [conv(mixed, 64, 5, 3)]);
  const all = conv(add(conv(concat(mixed, thinner), 69, 64, 3), first), 64, 48, 5);
  return conv(graph.node('Relu', [all]), 48, 3, 3);
});

describe('rewriteForProcessor', () => {
  const sizes = [[1, 1], [1, 7], [6, 3], [9, 10], [10, 21], [11, 12], [33, 20], [47, 40]] as const;
  it('makes one filter of each value of a trunk without activations, whatever the size and up to the edges', async () => {
    const rewritten = rewrittenBy(joinLinear, trunk)!;
    const filters = decodeModel(rewritten)!.graph.initializer!.flatMap(({ name, dims }) => (name!.includes(':filter') ? [dims!.map(Number).join(' x ')] : []));
    // The two thin values together, of the first and the second the picture, of the second the first.
    expect(filters.toSorted()).toEqual(['4 x 3 x 7 x 7', '48 x 3 x 11 x 11', '48 x 9 x 7 x 7', '5 x 3 x 7 x 7', '5 x 4 x 3 x 3']);
    for (const size of sizes) expect(await furthest(trunk, rewritten, [...size])).toBeLessThan(1e-5);
  });

  it('takes no value of many channels for one of few, whatever number it is called by', async () => {
    const wide = network(({ graph, conv, concat }, input) => {
      const many = graph.node('Relu', [conv(input, 3, 16, 3)]);
      const first = conv(concat(input, many), 19, 128, 3);
      const thin = graph.node('Relu', [conv(first, 128, 4, 3)]);
      return conv(graph.node('Relu', [conv(conv(concat(first, thin), 132, 128, 3), 128, 48, 3)]), 48, 3, 3);
    });
    const model = decodeModel(wide)!;
    const many = model.graph.node!.find(({ opType }) => opType === 'Relu')!.output![0]!;
    for (const number of ['1', '2', '3']) {
      const called = (name: string) => (name === many ? number : name);
      const nodes = model.graph.node!.map((node) => ({ ...node, input: node.input!.map(called), output: node.output!.map(called) }));
      const rewritten = rewrittenBy(joinLinear, cut({ ...model, graph: { ...model.graph, node: nodes } }, nodes, model.graph.input!, model.graph.output!))!;
      expect(await furthest(wide, rewritten)).toBeLessThan(1e-5);
    }
  });

  it('keeps convolutions between values of many channels, and what mixes pixel by pixel only', () => {
    const pointwise = network(({ graph, conv }, input) => conv(graph.node('Relu', [conv(conv(input, 3, 64, 1), 64, 64, 1)]), 64, 3, 3));
    expect(rewrittenBy(joinLinear, pointwise)).toBeNull();
    const model = network(({ graph, conv }, input) => conv(graph.node('Relu', [conv(conv(graph.node('Relu', [conv(input, 3, 48, 3)]), 48, 48, 3), 48, 48, 3)]), 48, 3, 3));
    expect(rewrittenBy(joinLinear, model)).toBeNull();
  });

  it('joins pointwise convolutions, concatenations and additions into fewer, and gives the same picture', async () => {
    const rewritten = rewrittenBy(joinPointwise, mixing)!;
    expect([count(mixing, 'Concat'), count(rewritten, 'Concat')]).toEqual([3, 0]);
    // Five look around; `second` and `all` have two terms each.
    expect([count(mixing, 'Conv'), count(rewritten, 'Conv')]).toEqual([8, 9]);
    expect(await furthest(mixing, rewritten)).toBeLessThan(1e-5);
  });

  it('joins what is mixed with the convolutions that look around in it, edges included', async () => {
    const rewritten = rewrittenBy(joinPointwise, lookingAround)!;
    const sides = decodeModel(rewritten)!.graph.node!.flatMap(({ opType, attribute }) => (opType === 'Conv' ? [Number(attribute!.find(({ name }) => name === 'kernel_shape')!.ints![0])] : []));
    // The one that is left of the 1x1 gives the ones.
    expect([sides.filter((side) => side === 1).length, count(lookingAround, 'Conv')]).toEqual([1, 8]);
    expect(await furthest(lookingAround, rewritten)).toBeLessThan(1e-5);
  });

  it('makes one convolution of two that give few channels of one value', async () => {
    const model = network(({ graph, conv, concat }, input) => {
      const first = conv(input, 3, 16, 3);
      return conv(concat(graph.node('Relu', [conv(first, 16, 4, 3)]), conv(first, 16, 5, 3)), 9, 3, 3);
    });
    const tooMany = network(({ conv, concat }, input) => conv(concat(conv(input, 3, 10, 3), conv(input, 3, 9, 3)), 19, 3, 3));
    const rewritten = rewrittenBy(joinSiblings, model)!;
    expect([count(model, 'Conv'), count(rewritten, 'Conv'), count(rewritten, 'Split')]).toEqual([4, 3, 1]);
    expect(await furthest(model, rewritten)).toBeLessThan(1e-5);
    expect(rewrittenBy(joinSiblings, tooMany)).toBeNull();
  });

  it('writes every PReLU as a ReLU and an addition, and gives the same picture', async () => {
    const rewritten = rewriteForProcessor(activated)!;
    expect([count(activated, 'PRelu'), count(rewritten, 'PRelu'), count(rewritten, 'Relu')]).toEqual([2, 0, 2]);
    expect(await furthest(activated, rewritten)).toBeLessThan(1e-5);
  });

  it('keeps a mixing that is cheaper in two steps, a value that the network gives, and steep slopes', () => {
    const narrow = network(({ graph, conv }, input) => graph.node('Relu', [conv(conv(graph.node('Relu', [conv(input, 3, 32, 3)]), 32, 2, 1), 2, 3, 1)]));
    const steep = network(({ conv, prelu }, input) => conv(prelu(conv(input, 3, 16, 3), 16, (channel) => channel / 10), 16, 3, 3));
    const twice = network(({ conv, prelu, add }, input) => {
      const linear = conv(input, 3, 16, 3);
      return conv(add(prelu(linear, 16, slopes), linear), 16, 3, 3);
    });
    expect([narrow, steep, twice].map(rewriteForProcessor)).toEqual([null, null, null]);
  });

  it('does not take a value of one pixel, which an addition repeats, for one of all pixels', async () => {
    const model = network(({ graph, conv, add }, input) => {
      const first = conv(input, 3, 16, 3);
      const mean = conv(graph.node('GlobalAveragePool', [first]), 16, 8, 1);
      return conv(add(conv(conv(first, 16, 16, 1), 16, 16, 1), conv(mean, 8, 16, 1)), 16, 3, 3);
    });
    const rewritten = rewriteForProcessor(model)!;
    expect(count(rewritten, 'Conv')).toBe(count(model, 'Conv') - 2);
    expect(await furthest(model, rewritten)).toBeLessThan(1e-5);
  });

  it('leaves what is no ONNX file alone', () => {
    expect(rewriteForProcessor(Uint8Array.of(1, 2, 3))).toBeNull();
  });
});
