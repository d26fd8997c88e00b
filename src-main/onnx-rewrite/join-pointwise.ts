/**
 * @file Joins what mixes channels pixel by pixel: 1x1 convolutions of 1x1 convolutions and of concatenations, with additions
 * around them, and the convolutions that look around in what they give. Pure; for files of any exporter.
 *
 * Each such value is a sum of filters over values that something else made. It is written as that sum where something
 * else needs it, and not at all where nothing does: fewer multiplications, no copies for a concatenation, and ONNX Runtime
 * adds the terms of a sum within its convolutions. Up to rounding the network stays the same.
 */
import { type ConstantValues, floatTensor } from './constant-values.ts';
import { type Convolution, convolutionOf, isPointwise } from './convolution-node.ts';
import { withFewTogether } from './few-together.ts';
import { addition, concatenation, isConcatenation, isOfOneValue, type Model, type Node, outputOf } from './model-graph.ts';

/** A value of so many channels, as high and wide as the value `size`. */
type Known = { readonly channels: number; readonly size: string };

/**
 * Filters over values, and a bias. A filter has numbers for each channel of the sum, within them for each of the value's; null is one
 * that changes nothing. `around` is a convolution that the filters have their height, width and edges from; absent: 1x1.
 */
type Sum = { readonly terms: ReadonlyMap<string, Float64Array | null>; readonly bias: Float64Array; readonly around?: Node | undefined };

/** A value that is not in the new graph yet: `sum` is what it amounts to, absent for a concatenation. */
type PutOff = { readonly node: Node; readonly sum?: Sum };

/** The model itself where that would save no multiplications. */
export function joinPointwise(model: Model, constants: ReadonlyMap<string, ConstantValues>): Model {
  const [near, around] = [joined(model, constants, false), joined(model, constants, true)];
  const best = around.saved > near.saved ? around : near;
  return best.saved > 0 ? best.model : model;
}

/** With the multiplications a pixel that it saves. `lookingAround`: joins 1x1 convolutions with the larger ones behind them, too. */
function joined(model: Model, constants: ReadonlyMap<string, ConstantValues>, lookingAround: boolean): { readonly model: Model; readonly saved: number } {
  const known = new Map<string, Known>();
  const putOff = new Map<string, PutOff>();
  const nodes: Node[] = [];
  const initializer = [...(model.graph.initializer ?? [])];
  const multiplications = { before: 0, after: 0 };

  const sumOf = (name: string): Sum => putOff.get(name)?.sum ?? { terms: new Map([[name, null]]), bias: new Float64Array(known.get(name)!.channels) };
  const isJoined = (name: string): boolean => putOff.get(name)?.node.opType === 'Concat';
  const isMixed = (name: string): boolean => hasFilters(putOff.get(name)?.sum) && !putOff.get(name)!.sum!.around;

  function make(name: string): void {
    const value = putOff.get(name);
    if (!value) return;
    putOff.delete(name);
    if (value.sum && hasFilters(value.sum)) return write(name, value.sum);
    for (const input of value.node.input ?? []) make(input);
    nodes.push(value.node);
  }

  function write(name: string, { terms, bias, around }: Sum): void {
    const size = around ? constants.get(around.input![1]!)!.dims.slice(2) : [1, 1];
    const filters = withFewTogether([...terms].flatMap(([input, values]) => (values ? [{ inputs: [input], channels: known.get(input)!.channels, size, values }] : [])), bias.length);
    const added = [...terms].flatMap(([input, filter]) => (filter ? [] : [input]));
    let [total, left] = [added[0], added.length + filters.length - 1];
    const add = (term: string): void => {
      left -= 1;
      const sum = left === 0 ? name : `${name}:${left}`;
      nodes.push(addition(term, total!, sum));
      total = sum;
    };
    for (const input of added.slice(1)) add(input);
    for (const [place, { inputs, channels, values }] of filters.entries()) {
      const label = `${name}:filter-${place}`;
      const term = total === undefined && left === 0 ? name : `${label}:term`;
      const input = inputs.length === 1 ? inputs[0]! : `${label}:inputs`;
      if (inputs.length > 1) nodes.push(concatenation(inputs, input));
      initializer.push(floatTensor(label, [bias.length, channels, ...size], values));
      if (place === 0) initializer.push(floatTensor(`${name}:bias`, [bias.length], bias));
      nodes.push({ opType: 'Conv', name: term, input: [input, label, ...(place === 0 ? [`${name}:bias`] : [])], output: [term], attribute: around?.attribute ?? [{ name: 'kernel_shape', type: 7, ints: [1, 1] }] });
      if (total === undefined) total = term;
      else add(term);
      multiplications.after += values.length;
    }
  }

  /** A value of nothing but ones, as high and wide as `size`. */
  function onesOf(size: string): string {
    const name = `${size}:ones`;
    if (known.has(name)) return name;
    known.set(name, { channels: 1, size });
    initializer.push(floatTensor(`${name}:filter`, [1, known.get(size)!.channels, 1, 1], new Float32Array(known.get(size)!.channels)), floatTensor(`${name}:bias`, [1], [1]));
    nodes.push({ opType: 'Conv', name, input: [size, `${name}:filter`, `${name}:bias`], output: [name], attribute: [{ name: 'kernel_shape', type: 7, ints: [1, 1] }] });
    return name;
  }

  for (const node of model.graph.node!) {
    const [output, inputs] = [outputOf(node), node.input ?? []];
    const convolution = convolutionOf(node, constants);
    if (convolution && !known.has(inputs[0]!)) known.set(inputs[0]!, { channels: convolution.filter.dims[1]! * convolution.groups, size: inputs[0]! });
    const sources = inputs.slice(0, convolution ? 1 : inputs.length).map((name) => known.get(name));
    const [first, second] = sources;
    const ofOneSize = sources.every((source) => source && source.size === first?.size);
    if (convolution && isPointwise(convolution) && first) {
      const parts = isJoined(inputs[0]!) ? putOff.get(inputs[0]!)!.node.input! : [inputs[0]!];
      parts.filter((part) => putOff.get(part)?.sum?.around).forEach(make);
      putOff.set(output, { node, sum: mixed(convolution, parts.map(sumOf)) });
      multiplications.before += convolution.filter.values.length;
    } else if (convolution && lookingAround && convolution.groups === 1 && isMixed(inputs[0]!)) {
      putOff.set(output, { node, sum: lookedAround(node, convolution, sumOf(inputs[0]!), () => onesOf(first!.size)) });
      multiplications.before += convolution.filter.values.length;
    } else if (node.opType === 'Add' && ofOneSize && first?.channels === second?.channels && !inputs.some(isJoined)) {
      const [a, b] = inputs as [string, string];
      // What is only added may join filters that look around; other filters may not.
      if (hasFilters(putOff.get(a)?.sum) && hasFilters(putOff.get(b)?.sum)) [a, b].filter((name) => putOff.get(name)?.sum?.around).forEach(make);
      const sums = [sumOf(a), sumOf(b)] as const;
      if (sums.some(({ around }) => around) && [...sums[0].terms.keys()].some((name) => sums[1].terms.has(name))) [a, b].forEach(make);
      putOff.set(output, { node, sum: added(sumOf(a), sumOf(b)) });
    } else if (isConcatenation(node) && ofOneSize && !inputs.some(isJoined)) {
      putOff.set(output, { node });
    } else {
      inputs.forEach(make);
      nodes.push(node);
    }
    if (convolution) known.set(output, { channels: convolution.filter.dims[0]!, size: convolution.keepsSize ? first!.size : output });
    else if (first && (putOff.has(output) || isOfOneValue(node))) known.set(output, isConcatenation(node) ? { ...first, channels: sources.reduce((total, it) => total + it!.channels, 0) } : first);
  }
  for (const { name } of model.graph.output ?? []) make(name ?? '');
  return { model: { ...model, graph: { ...model.graph, node: nodes, initializer } }, saved: multiplications.before - multiplications.after };
}

const hasFilters = (sum: Sum | undefined): boolean => sum !== undefined && [...sum.terms.values()].some((filter) => filter);

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

/**
 * A convolution that looks around in a sum of 1x1 ones. Beyond the edges it sees zeros, where the sum would have its bias: the
 * bias becomes a filter over ones, which have the same edges.
 */
function lookedAround(node: Node, { filter, bias }: Convolution, { terms, bias: inner }: Sum, ones: () => string): Sum {
  const [rows = 0, channels = 0] = filter.dims;
  const taps = filter.values.length / rows / channels;
  // From output, channel, tap to a row for each output and tap, and back.
  const byTap = turned(Float64Array.from(filter.values), rows, channels, taps);
  const after = (matrix: Float64Array) => turned(product(byTap, matrix, channels), rows, taps, matrix.length / channels);
  const found = new Map([...terms].map(([name, matrix]) => [name, matrix ? after(matrix) : Float64Array.from(filter.values)]));
  if (inner.some((value) => value !== 0)) found.set(ones(), after(inner));
  return { terms: found, bias: Float64Array.from(bias?.values ?? new Float64Array(rows)), around: node };
}

/** From a x b x c numbers to a x c x b. */
function turned(values: Float64Array, a: number, b: number, c: number): Float64Array {
  return Float64Array.from({ length: a * b * c }, (_, place) => {
    const [row, rest] = [Math.floor(place / (b * c)), place % (b * c)];
    return values[row * b * c + (rest % b) * c + Math.floor(rest / b)]!;
  });
}

function added(a: Sum, b: Sum): Sum {
  const terms = new Map(a.terms);
  for (const [name, matrix] of b.terms) addTerm(terms, name, matrix, a.bias.length);
  return { terms, bias: a.bias.map((value, row) => value + b.bias[row]!), around: a.around ?? b.around };
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
