/**
 * @file Joins convolutions that have only additions, concatenations and other convolutions between them. Pure; for files of
 * any exporter.
 *
 * All of them together are one filter over each value that something else made. Where those have few channels, as a picture
 * has, that filter is wide and yet cheaper: the trunk of ESRGAN's slim networks takes a third of the multiplications. Near the
 * edges the convolutions see zeros where the values in between would go on, of which one filter knows nothing. So a frame as
 * wide as it reaches is left to them, in strips along the edges, and up to rounding the network stays the same.
 */
import { type ConstantValues, constantValues, floatTensor, integerTensor } from './constant-values.ts';
import { type Convolution, convolutionOf } from './convolution-node.ts';
import { withFewTogether } from './few-together.ts';
import { convolved, type FilterSum, itself, joined, type ReachingFilter, summed } from './filter-sum.ts';
import { addition, concatenation, hasOpset, isConcatenation, isOfOneValue, type Model, neededFor, type Node, outputOf } from './model-graph.ts';

/** A value of so many channels, as high and wide as the value `size`; `node` is what makes it of others by linear means. */
type Known = { readonly channels: number; readonly size: string; readonly node?: Node; /** How far it looks in the values that it is a sum of. */ readonly reaches: ReadonlyMap<string, number> };

/** From it on Slice takes its bounds as values, and so do all that this writes. */
const sliceOpset = 13;
/** Side of the tiles whose frames are counted. */
const usualSide = 256;
/** Share of the multiplications that may stay: filters over few channels take longer than theirs say. */
const worthwhile = 0.7;

/** The model itself where that would save little. */
export function joinLinear(model: Model, constants: ReadonlyMap<string, ConstantValues>): Model {
  if (!hasOpset(model, sliceOpset)) return model;
  const known = survey(model, constants);
  const needed = new Set((model.graph.output ?? []).map(({ name }) => name ?? ''));
  for (const node of model.graph.node!) if (!known.get(outputOf(node))?.node) for (const name of node.input ?? []) needed.add(name);
  const targets = new Map([...needed].flatMap((name) => (pays(name, known, constants) ? [[name, regionOf(name, known)] as const] : [])));
  if (targets.size === 0) return model;

  const initializer = [...(model.graph.initializer ?? [])];
  const writer: Writer = { known, constants, nodes: [], initializer, inStrips: new Map() };
  for (const node of model.graph.node!) {
    const region = targets.get(outputOf(node));
    if (region) writeJoined(outputOf(node), region, writer);
    else writer.nodes.push(node);
  }
  const rewritten = { ...model, graph: { ...model.graph, node: neededFor(model.graph.output ?? [], writer.nodes).kept, initializer } };
  const written = constantValues(rewritten);
  const multiplications = (nodes: readonly Node[]): number => nodes.reduce((total, node) => total + (convolutionOf(node, written)?.filter.values.length ?? 0) * (writer.inStrips.get(node) ?? 1), 0);
  return multiplications(rewritten.graph.node) < worthwhile * multiplications(model.graph.node!) ? rewritten : model;
}

function survey({ graph }: Model, constants: ReadonlyMap<string, ConstantValues>): Map<string, Known> {
  const known = new Map<string, Known>();
  const source = (name: string, channels: number, size: string): void => void known.set(name, { channels, size, reaches: new Map([[name, 0]]) });
  for (const node of graph.node!) {
    const [output, inputs] = [outputOf(node), node.input ?? []];
    const convolution = convolutionOf(node, constants);
    if (convolution && !known.has(inputs[0]!)) source(inputs[0]!, convolution.filter.dims[1]! * convolution.groups, inputs[0]!);
    const values = inputs.slice(0, convolution ? 1 : inputs.length).flatMap((name) => known.get(name) ?? []);
    const [first] = values;
    if (!first) continue;
    const alike = values.length === (convolution ? 1 : inputs.length) && values.every(({ size }) => size === first.size);
    const linear = (channels: number, reach: number): void => void known.set(output, { channels, size: first.size, node, reaches: furthest(values, reach) });
    if (convolution && convolution.reach !== null && convolution.groups === 1) linear(convolution.filter.dims[0]!, convolution.reach);
    else if (convolution) source(output, convolution.filter.dims[0]!, convolution.keepsSize ? first.size : output);
    else if (node.opType === 'Add' && alike && values.every(({ channels }) => channels === first.channels)) linear(first.channels, 0);
    else if (isConcatenation(node) && alike) linear(values.reduce((total, { channels }) => total + channels, 0), 0);
    else if (isOfOneValue(node)) source(output, first.channels, first.size);
  }
  return known;
}

function furthest(values: readonly Known[], reach: number): Map<string, number> {
  const reaches = new Map<string, number>();
  for (const value of values) for (const [name, inner] of value.reaches) reaches.set(name, Math.max(reaches.get(name) ?? 0, inner + reach));
  return reaches;
}

type Survey = ReadonlyMap<string, Known>;

/** The nodes between the values that a value is a sum of and itself, in order. */
function regionOf(name: string, known: Survey, found = new Set<Node>()): Set<Node> {
  const node = known.get(name)?.node;
  if (!node || found.has(node)) return found;
  for (const input of node.input ?? []) regionOf(input, known, found);
  return found.add(node);
}

/** Whether one filter for each value that it is a sum of costs less; what looks at no other pixel is joined by `join-pointwise.ts`. */
function pays(name: string, known: Survey, constants: ReadonlyMap<string, ConstantValues>): boolean {
  const value = known.get(name);
  if (!value?.node || reachOf(value) === 0) return false;
  const filters = [...regionOf(name, known)].flatMap((node) => convolutionOf(node, constants)?.filter.values.length ?? []);
  const before = filters.reduce((total, length) => total + length, 0);
  const inside = [...value.reaches].reduce((total, [source, reach]) => total + value.channels * known.get(source)!.channels * (2 * reach + 1) ** 2, 0);
  return filters.length > 1 && inside + before * shareOfFrame(value) < worthwhile * before;
}

const reachOf = ({ reaches }: Known): number => Math.max(...reaches.values());
/** Breadth of a strip at the edge within which the frame is right: its other edge is none of the picture's. */
const stripOf = (value: Known): number => 2 * reachOf(value);
/** Of a usual tile, its four strips. */
const shareOfFrame = (value: Known): number => (4 * stripOf(value)) / usualSide;

type Writer = {
  readonly known: Survey;
  readonly constants: ReadonlyMap<string, ConstantValues>;
  readonly nodes: Node[];
  readonly initializer: NonNullable<Model['graph']['initializer']>;
  /** The share of a usual tile that these nodes compute. */
  readonly inStrips: Map<Node, number>;
};

function writeJoined(name: string, region: ReadonlySet<Node>, writer: Writer): void {
  const value = writer.known.get(name)!;
  const [reach, strip] = [reachOf(value), stripOf(value)];
  const sources = [...value.reaches.keys()];
  /** What the region makes of part of its sources; `bounds` are those of `slice`. */
  const inStrip = (label: string, bounds: Bounds): string => {
    const renamed = (inner: string): string => `${name}:${label}:${inner}`;
    for (const source of sources) slice(source, renamed(source), bounds, writer);
    const inner = new Set([...sources, ...[...region].map(outputOf)]);
    for (const node of region) {
      const copy = { ...node, name: renamed(outputOf(node)), input: node.input!.map((it) => (inner.has(it) ? renamed(it) : it)), output: [renamed(outputOf(node))] };
      writer.nodes.push(copy);
      writer.inStrips.set(copy, shareOfFrame(value) / 4);
    }
    return renamed(name);
  };
  const part = (from: string, label: string, bounds: Bounds): string => slice(from, `${name}:${label}`, bounds, writer);

  const inside = part(writeInside(name, region, writer), 'inside', { rows: [reach, -reach], columns: [reach, -reach] });
  const top = part(inStrip('above', { rows: [0, strip] }), 'top', { rows: [0, reach] });
  const bottom = part(inStrip('below', { rows: [-strip, end] }), 'bottom', { rows: [reach, end] });
  const left = part(inStrip('before', { columns: [0, strip] }), 'left', { rows: [reach, -reach], columns: [0, reach] });
  const right = part(inStrip('behind', { columns: [-strip, end] }), 'right', { rows: [reach, -reach], columns: [reach, end] });
  writer.nodes.push(concatenation([left, inside, right], `${name}:middle`, columnAxis), concatenation([top, `${name}:middle`, bottom], name, rowAxis));
}

/** The sum of filters, wrong within its reach of the edges. */
function writeInside(name: string, region: ReadonlySet<Node>, { known, constants, nodes, initializer }: Writer): string {
  const { filters, bias } = sumOf(name, region, known, constants);
  let total: string | undefined;
  const over = [...filters].map(([from, { reach, inputs, values }]) => ({ inputs: [from], channels: inputs, size: [2 * reach + 1, 2 * reach + 1], values }));
  for (const [place, { inputs, channels, size, values }] of withFewTogether(over, bias.length).entries()) {
    const label = `${name}:filter-${place}`;
    const input = inputs.length === 1 ? inputs[0]! : `${label}:inputs`;
    if (inputs.length > 1) nodes.push(concatenation(inputs, input));
    initializer.push(floatTensor(label, [bias.length, channels, ...size], values));
    if (place === 0) initializer.push(floatTensor(`${name}:bias`, [bias.length], bias));
    const term = `${label}:term`;
    const attribute = [
      { name: 'kernel_shape', type: 7, ints: [...size] },
      { name: 'pads', type: 7, ints: [...size, ...size].map((side) => (side - 1) / 2) },
    ];
    nodes.push({ opType: 'Conv', name: term, input: [input, label, ...(place === 0 ? [`${name}:bias`] : [])], output: [term], attribute });
    if (total !== undefined) nodes.push(addition(term, total, `${label}:sum`));
    total = total === undefined ? term : `${label}:sum`;
  }
  return total!;
}

function sumOf(name: string, region: ReadonlySet<Node>, known: Survey, constants: ReadonlyMap<string, ConstantValues>): FilterSum {
  const sums = new Map<string, FilterSum>();
  const of = (input: string): FilterSum => sums.get(input) ?? itself(input, known.get(input)!.channels);
  for (const node of region) {
    const convolution = convolutionOf(node, constants);
    const inputs = node.input!;
    sums.set(outputOf(node), convolution ? convolved(reaching(convolution), convolution.bias?.values ?? new Float32Array(convolution.filter.dims[0]!), of(inputs[0]!)) : node.opType === 'Add' ? summed(of(inputs[0]!), of(inputs[1]!)) : joined(inputs.map(of)));
  }
  return sums.get(name)!;
}

const reaching = ({ filter, reach }: Convolution): ReachingFilter => ({ reach: reach!, inputs: filter.dims[1]!, values: Float64Array.from(filter.values) });

const [rowAxis, columnAxis] = [2, 3];
const end = 2 ** 31 - 1;
/** From and to; negative ones count from the end. What lies beyond a value is left out. */
type Bounds = { readonly rows?: readonly [number, number]; readonly columns?: readonly [number, number] };

function slice(from: string, to: string, { rows, columns }: Bounds, { nodes, initializer }: Pick<Writer, 'nodes' | 'initializer'>): string {
  const bounds = [...(rows ? [[...rows, rowAxis]] : []), ...(columns ? [[...columns, columnAxis]] : [])];
  const names = [0, 1, 2].map((place) => {
    const name = `${to}:${['from', 'to', 'axes'][place]!}`;
    initializer.push(integerTensor(name, bounds.map((it) => it[place]!)));
    return name;
  });
  nodes.push({ opType: 'Slice', name: to, input: [from, ...names], output: [to] });
  return to;
}
