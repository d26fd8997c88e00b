import onnxProto, { type onnx } from 'onnx-proto';
import { describe, expect, it } from 'vitest';
import { boxBlurModel } from '../onnx-trace/tiny-models.ts';
import { runNetwork } from '../testing/run-network.ts';
import { testPlanes, tinyRelighter, tinyTranslator } from '../testing/tiny-generators.ts';
import { splitStatistics } from './picture-statistics.ts';

const ports = { input: 'input', outputs: ['output'], inTiles: true };
const [width, height] = [44, 36];

const picture = (wide: number, high: number) => ({ input: { shape: [1, 3, high, wide], values: testPlanes(wide, high) } });
const furthest = (a: ArrayLike<number>, b: ArrayLike<number>): number => Array.from(a).reduce((most, value, index) => Math.max(most, Math.abs(value - b[index]!)), 0);

/** A file as another program writes it: InstanceNormalization with scale and bias, opset 11 or 18. */
function foreignModel(opset: number): Uint8Array {
  const vector = (name: string, values: number[]): onnx.ITensorProto => ({ name, dims: [values.length], dataType: 1, floatData: values });
  const port = (name: string): onnx.IValueInfoProto => ({ name, type: { tensorType: { elemType: 1, shape: { dim: [{ dimValue: 1 }, { dimValue: 3 }, { dimParam: 'h' }, { dimParam: 'w' }] } } } });
  const node: onnx.INodeProto[] = [
    { opType: 'InstanceNormalization', input: ['input', 'scale', 'bias'], output: ['normal'], attribute: [{ name: 'epsilon', type: 1, f: 1e-3 }] },
    { opType: 'Sigmoid', input: ['normal'], output: ['output'] },
  ];
  const graph = { name: 'g', node, initializer: [vector('scale', [1, 2, 3]), vector('bias', [0.1, -0.2, 0.3])], input: [port('input')], output: [port('output')] };
  return onnxProto.onnx.ModelProto.encode({ irVersion: 6, opsetImport: [{ domain: '', version: opset }], graph }).finish();
}

describe.each([
  ['a traced ResNet generator', tinyTranslator(), 14],
  ['a file of opset 11', foreignModel(11), 2],
  ['a file of opset 18', foreignModel(18), 2],
])('splitStatistics of %s', (_name, model, count) => {
  it('measures statistics that make a run the same', async () => {
    const parts = splitStatistics(model, ports)!;
    expect(parts.statistics).toHaveLength(count);
    const whole = picture(width, height);
    const measured = await runNetwork(parts.measuring, whole);
    const expected = await runNetwork(model, whole);
    const applied = await runNetwork(parts.applying, { ...whole, ...measured });
    expect(furthest(applied['output']!.values, expected['output']!.values)).toBeLessThan(1e-5);
  });

  it('takes statistics that another picture has', async () => {
    const parts = splitStatistics(model, ports)!;
    const measured = await runNetwork(parts.measuring, picture(width, height));
    const other = picture(20, 24);
    const applied = await runNetwork(parts.applying, { ...other, ...measured });
    const own = await runNetwork(model, other);
    expect(furthest(applied['output']!.values, own['output']!.values)).toBeGreaterThan(0.01);
  });
});

it('finds none in a network that looks at no more than its surroundings', () => {
  expect(splitStatistics(boxBlurModel(), ports)?.statistics).toEqual([]);
});

it('takes those of a relighter for another picture of the same size, but not for tiles', async () => {
  const style = { style: { shape: [1, 4], values: Float32Array.of(0.1, 0.2, 0.3, 0.4) }, ambient: { shape: [], values: Float32Array.of(1) }, lights: { shape: [], values: Float32Array.of(1) } };
  const model = tinyRelighter();
  const parts = splitStatistics(model, { ...ports, inTiles: false })!;
  const day = { input: { shape: [1, 3, 48, 64], values: testPlanes(64, 48) }, ...style };
  const measured = await runNetwork(parts.measuring, day);
  const applied = await runNetwork(parts.applying, { ...day, ...measured });
  expect(furthest(applied['output']!.values, (await runNetwork(model, day))['output']!.values)).toBeLessThan(1e-5);
  expect(splitStatistics(model, ports)).toBeNull();
});

it('refuses what looks at the whole picture in another way, and what is no network', () => {
  expect(splitStatistics(tinyRelighter(), ports)).toBeNull();
  expect(splitStatistics(Buffer.from('no network'), ports)).toBeNull();
});
