/** @file Sums of filters over values of one size, and what convolutions, additions and concatenations make of them. Pure. */

/** `values`: outputs x inputs x side x side with a side of 2 * reach + 1. */
export type ReachingFilter = { readonly reach: number; readonly inputs: number; readonly values: Float64Array };

/** A value of `bias.length` channels: filters over other values, by name, and a bias. Beyond the edges all is zero. */
export type FilterSum = { readonly filters: ReadonlyMap<string, ReachingFilter>; readonly bias: Float64Array };

const sideOf = (reach: number): number => 2 * reach + 1;

/** The value itself. */
export function itself(name: string, channels: number): FilterSum {
  const values = Float64Array.from({ length: channels ** 2 }, (_, place) => (place % (channels + 1) === 0 ? 1 : 0));
  return { filters: new Map([[name, { reach: 0, inputs: channels, values }]]), bias: new Float64Array(channels) };
}

/** A convolution of a sum; right wherever no filter in it reaches over an edge. */
export function convolved(filter: ReachingFilter, bias: ArrayLike<number>, sum: FilterSum): FilterSum {
  const outputs = bias.length;
  const taps = sideOf(filter.reach) ** 2;
  const filters = new Map([...sum.filters].map(([name, inner]) => [name, composed(filter, inner, outputs)]));
  const seen = (output: number, input: number): number => total(filter.values.subarray((output * filter.inputs + input) * taps, (output * filter.inputs + input + 1) * taps));
  return { filters, bias: Float64Array.from({ length: outputs }, (_, output) => bias[output]! + total(sum.bias.map((value, input) => value * seen(output, input)))) };
}

export function summed(a: FilterSum, b: FilterSum): FilterSum {
  const filters = new Map(a.filters);
  for (const [name, filter] of b.filters) {
    const other = filters.get(name);
    filters.set(name, other ? added(other, filter) : filter);
  }
  return { filters, bias: a.bias.map((value, output) => value + b.bias[output]!) };
}

/** The channels of each sum behind those of the one before. */
export function joined(sums: readonly FilterSum[]): FilterSum {
  const outputs = sums.reduce((total, { bias }) => total + bias.length, 0);
  let first = 0;
  return sums
    .map(({ filters, bias }): FilterSum => {
      const at = first;
      first += bias.length;
      const placed = <T extends Float64Array>(values: T, each: number): Float64Array => {
        const all = new Float64Array(outputs * each);
        all.set(values, at * each);
        return all;
      };
      return { filters: new Map([...filters].map(([name, filter]) => [name, { ...filter, values: placed(filter.values, filter.inputs * sideOf(filter.reach) ** 2) }])), bias: placed(bias, 1) };
    })
    .reduce(summed);
}

const total = (values: Float64Array): number => values.reduce((sum, value) => sum + value, 0);

function added(a: ReachingFilter, b: ReachingFilter): ReachingFilter {
  const reach = Math.max(a.reach, b.reach);
  const [one, other] = [widened(a, reach), widened(b, reach)];
  return { ...a, reach, values: one.map((value, place) => value + other[place]!) };
}

/** Zeros around the filter. */
function widened({ reach, values }: ReachingFilter, to: number): Float64Array {
  if (reach === to) return values;
  const [side, wide, margin] = [sideOf(reach), sideOf(to), to - reach];
  const pairs = values.length / side ** 2;
  const result = new Float64Array(pairs * wide ** 2);
  for (let pair = 0; pair < pairs; pair += 1) {
    for (let row = 0; row < side; row += 1) {
      const from = pair * side ** 2 + row * side;
      result.set(values.subarray(from, from + side), pair * wide ** 2 + (row + margin) * wide + margin);
    }
  }
  return result;
}

/** What `outer` sees of `inner`: for each tap of the one, all taps of the other, shifted by it. */
function composed(outer: ReachingFilter, inner: ReachingFilter, outputs: number): ReachingFilter {
  const reach = outer.reach + inner.reach;
  const [outerSide, innerSide, side] = [sideOf(outer.reach), sideOf(inner.reach), sideOf(reach)];
  const each = inner.inputs * innerSide ** 2;
  const values = new Float64Array(outputs * inner.inputs * side ** 2);
  const seen = new Float64Array(each);
  for (let output = 0; output < outputs; output += 1) {
    for (let tap = 0; tap < outerSide ** 2; tap += 1) {
      seen.fill(0);
      for (let middle = 0; middle < outer.inputs; middle += 1) {
        const weight = outer.values[(output * outer.inputs + middle) * outerSide ** 2 + tap]!;
        if (weight !== 0) for (let place = 0; place < each; place += 1) seen[place]! += weight * inner.values[middle * each + place]!;
      }
      const to = output * inner.inputs * side ** 2 + Math.floor(tap / outerSide) * side + (tap % outerSide);
      for (let row = 0; row < inner.inputs * innerSide; row += 1) {
        const at = to + Math.floor(row / innerSide) * side ** 2 + (row % innerSide) * side;
        for (let column = 0; column < innerSide; column += 1) values[at + column]! += seen[row * innerSide + column]!;
      }
    }
  }
  return { reach, inputs: inner.inputs, values };
}
