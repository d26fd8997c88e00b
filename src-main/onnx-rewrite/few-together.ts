/** @file Filters over values of few channels, made one: each would take as long as one over as many channels as a processor holds together. Pure. */
import { channelBlock } from './convolution-node.ts';

/** A filter of so many rows and columns over values that lie one behind the other; `values` has numbers for each output, within them for each channel. */
export type FilterOver = { readonly inputs: readonly string[]; readonly channels: number; readonly size: readonly number[]; readonly values: Float64Array };

/** Those of one size over values of fewer channels than a processor holds together become one. */
export function withFewTogether(filters: readonly FilterOver[], outputs: number): FilterOver[] {
  const together = new Map<string, FilterOver>();
  for (const filter of filters) {
    const key = filter.channels < channelBlock ? `few, ${filter.size.join(' x ')}` : `many, ${filter.inputs.join()}`;
    const before = together.get(key);
    together.set(key, before ? sideBySide(before, filter, outputs) : filter);
  }
  return [...together.values()];
}

function sideBySide(a: FilterOver, b: FilterOver, outputs: number): FilterOver {
  const [ofA, ofB] = [a.values.length / outputs, b.values.length / outputs];
  const values = new Float64Array(outputs * (ofA + ofB));
  for (let output = 0; output < outputs; output += 1) {
    values.set(a.values.subarray(output * ofA, (output + 1) * ofA), output * (ofA + ofB));
    values.set(b.values.subarray(output * ofB, (output + 1) * ofB), output * (ofA + ofB) + ofA);
  }
  return { inputs: [...a.inputs, ...b.inputs], channels: a.channels + b.channels, size: a.size, values };
}
