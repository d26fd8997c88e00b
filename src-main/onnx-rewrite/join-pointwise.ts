/**
 * @file Joins what mixes channels pixel by pixel: 1x1 convolutions of 1x1 convolutions and of concatenations, with additions
 * around them. Pure; for files of any exporter.
 *
 * Each such value is a sum of matrices times values that something else made. It is written as that sum where something
 * else needs it, and not at all where nothing does: fewer multiplications, no copies for a concatenation, and ONNX Runtime
 * adds the terms of a sum within its convolutions. Up to rounding the network stays the same.
 */
import { type ConstantValues, floatTensor } from './constant-values.ts';
import { type Convolution, convolutionOf, isPointwise } from './convolution-node.ts';
import { type Model, type Node, outputOf } from './model-graph.ts';

/** A value of so many channels; two with the same `size` have one height and width. */
type Known = { readonly channels: number; readonly size: string };

/** Matrices times values, and a bias. A matrix has a row for each channel of the sum; null is one that changes nothing. */
type Sum = { readonly terms: ReadonlyMap<string, Float64Array | null>; readonly bias: Float64Array };

/** A value that is not in the new graph yet: `sum` is what it amounts to, absent for a concatenation. */
type PutOff = { readonly node: Node; readonly sum?: Sum };

const operatorsOfOneValue = new Set(['Relu', 'PRelu', 'LeakyRelu', 'Identity', 'Sigmoid', 'Tanh']);

/** The model itself where that would save no multiplications. */
export function joinPointwise(model: Model, constants: ReadonlyMap<string, ConstantValues>): Model {
  const known = new Map<string, Known>();
  const putOff = new Map<string, PutOff>();
  const nodes: Node[] = [];
  const initializer = [...(model.graph.initializer ?? [])];
  const multiplications = { before: 0, after: 0 };

  const sumOf = (name: string): Sum => putOff.get(name)?.sum ?? { terms: new Map([[name, null]]), bias: new Float64Array(known.get(name)!.channels) };
  const isJoined = (name: string): boolean => putOff.get(name)?.node.opType === 'Concat';

  function make(name: string): void {
    const value = putOff.get(name);
    if (!value) return;
    putOff.delete(name);
    if (value.sum && [...value.sum.terms.values()].some((matrix) => matrix)) return write(name, value.sum);
    for (const input of value.node.input ?? []) make(input);
    nodes.push(value.node);
  }

  function write(name: string, { terms, bias }: Sum): void {
    const matrices = [...terms].flatMap(([input, matrix]) => (matrix ? [{ input, matrix }] : []));
    const added = [...terms].flatMap(([input, matrix]) => (matrix ? [] : [input]));
    const totalAt = (place: number) => (place === terms.size - 1 ? name : `${name}:${place}`);
    for (const [place, { input, matrix }] of matrices.entries()) {
      const label = `${name}:${place}`;
      const term = place === 0 ? totalAt(0) : `${label}:term`;
      initializer.push(floatTensor(`${label}:filter`, [bias.length, matrix.length / bias.length, 1, 1], matrix));
      if (place === 0) initializer.push(floatTensor(`${name}:bias`, [bias.length], bias));
      nodes.push({ opType: 'Conv', name: term, input: [input, `${label}:filter`, ...(place === 0 ? [`${name}:bias`] : [])], output: [term], attribute: [{ name: 'kernel_shape', type: 7, ints: [1, 1] }] });
      if (place > 0) nodes.push(addition(term, totalAt(place - 1), totalAt(place)));
      multiplications.after += matrix.length;
    }
    for (const [index, input] of added.entries()) nodes.push(addition(totalAt(matrices.length + index - 1), input, totalAt(matrices.length + index)));
  }

  for (const node of model.graph.node!) {
    const [output, inputs] = [outputOf(node), node.input ?? []];
    const convolution = convolutionOf(node, constants);
    const sources = inputs.slice(0, convolution ? 1 : inputs.length).map((name) => known.get(name));
    const [first, second] = sources;
    const ofOneSize = sources.every((source) => source && source.size === first?.size);
    if (convolution && isPointwise(convolution) && first) {
      const parts = isJoined(inputs[0]!) ? putOff.get(inputs[0]!)!.node.input! : [inputs[0]!];
      putOff.set(output, { node, sum: mixed(convolution, parts.map(sumOf)) });
      multiplications.before += convolution.filter.values.length;
    } else if (node.opType === 'Add' && ofOneSize && first?.channels === second?.channels && !inputs.some(isJoined)) {
      putOff.set(output, { node, sum: added(sumOf(inputs[0]!), sumOf(inputs[1]!)) });
    } else if (isConcatenation(node) && ofOneSize && !inputs.some(isJoined)) {
      putOff.set(output, { node });
    } else {
      inputs.forEach(make);
      nodes.push(node);
    }
    if (convolution) known.set(output, { channels: convolution.filter.dims[0]!, size: convolution.keepsSize ? (first?.size ?? `of ${inputs[0]!}`) : output });
    else if (first && (putOff.has(output) || operatorsOfOneValue.has(node.opType ?? ''))) known.set(output, isConcatenation(node) ? { ...first, channels: sources.reduce((total, it) => total + it!.channels, 0) } : first);
  }
  for (const { name } of model.graph.output ?? []) make(name ?? '');
  return multiplications.after < multiplications.before ? { ...model, graph: { ...model.graph, node: nodes, initializer } } : model;
}

const addition = (a: string, b: string, output: string): Node => ({ opType: 'Add', name: output, input: [a, b], output: [output] });

/** Of channels. */
const isConcatenation = ({ opType, attribute }: Node): boolean => opType === 'Concat' && (attribute ?? []).some(({ name, i }) => name === 'axis' && Number(i) === 1);

/** A pointwise convolution of the concatenation of `parts`. */
function mixed({ filter, bias: own }: Convolution, parts: readonly Sum[]): Sum {
  const [rows = 0, columns = 0] = filter.dims;
  const terms = new Map<string, Float64Array | null>();
  const bias = Float64Array.from(own?.values ?? new Float64Array(rows));
  let from = 0;
  for (const part of parts) {
    const inner = part.bias.length;
    const share = Float64Array.from({ length: rows * inner }, (_, place) => filter.values[Math.floor(place / inner) * columns + from + (place % inner)]!);
    for (const [name, matrix] of part.terms) addTerm(terms, name, matrix ? product(share, matrix, inner) : share, rows);
    product(share, part.bias, inner).forEach((value, row) => (bias[row]! += value));
    from += inner;
  }
  return { terms, bias };
}

function added(a: Sum, b: Sum): Sum {
  const terms = new Map(a.terms);
  for (const [name, matrix] of b.terms) addTerm(terms, name, matrix, a.bias.length);
  return { terms, bias: a.bias.map((value, row) => value + b.bias[row]!) };
}

function addTerm(terms: Map<string, Float64Array | null>, name: string, matrix: Float64Array | null, rows: number): void {
  if (!terms.has(name)) terms.set(name, matrix);
  else {
    const [a, b] = [terms.get(name)!, matrix].map((it) => it ?? identity(rows)) as [Float64Array, Float64Array];
    terms.set(name, a.map((value, place) => value + b[place]!));
  }
}

const identity = (side: number): Float64Array => Float64Array.from({ length: side * side }, (_, place) => (place % (side + 1) === 0 ? 1 : 0));

/** Of matrices, row after row; `inner` is how many columns the first has. */
function product(a: Float64Array, b: Float64Array, inner: number): Float64Array {
  const columns = b.length / inner;
  const result = new Float64Array((a.length / inner) * columns);
  for (let place = 0; place < a.length; place += 1) {
    const [row, from] = [Math.floor(place / inner) * columns, (place % inner) * columns];
    for (let column = 0; column < columns; column += 1) result[row + column]! += a[place]! * b[from + column]!;
  }
  return result;
}
