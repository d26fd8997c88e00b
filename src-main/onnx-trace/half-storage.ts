/** @file Stores a graph's large constants in 16 bits, each widened again by a Cast: half the file, the same operators. Pure. */
import { type Graph, type GraphConstant, tensorTypeCodes } from './graph.ts';
import { product } from './layout.ts';
import { rewrite, type Rule } from './rewrite.ts';

/** Smaller constants, such as biases, save nothing worth their rounding. */
const smallest = 256;
const largestHalf = 65504;

/** Constants that 16 bits cannot hold stay as they are. */
export const storeInHalves = (graph: Graph): Graph => rewrite(graph, withHalves);

const withHalves: Rule = (node, { constantOf, renamed, target }) => {
  const inputs = node.inputs.map((name) => {
    const constant = constantOf(name);
    if (!constant || !fits(constant)) return renamed(name);
    const halves = Uint16Array.from(constant.data as Float32Array, halfBits);
    return target.node('Cast', [target.constant(halves, constant.dims, 'float16')], { to: tensorTypeCodes.float32 });
  });
  return target.node(node.operator, inputs, node.attributes);
};

function fits({ type, dims, data }: GraphConstant): boolean {
  return type === 'float32' && product(dims) >= smallest && (data as Float32Array).every((value) => Math.abs(value) <= largestHalf);
}

const smallestExponent = -14;
const mantissaBits = 10;

/** IEEE 754 binary16, rounded to nearest, ties to even. */
export function halfBits(value: number): number {
  const sign = value < 0 || Object.is(value, -0) ? 0x8000 : 0;
  const magnitude = Math.abs(value);
  const exponent = Math.max(magnitude === 0 ? smallestExponent : Math.floor(Math.log2(magnitude)), smallestExponent);
  const units = roundToEven(magnitude / 2 ** (exponent - mantissaBits));
  // The leading 1 of a normal number adds one to the exponent's field; so does rounding up to the next power of two.
  return sign + ((exponent - smallestExponent) << mantissaBits) + units;
}

/** What these bits of IEEE 754 binary16 stand for. */
export function halfValue(bits: number): number {
  const field = (bits >> mantissaBits) & 0x1f;
  const fraction = (bits & (2 ** mantissaBits - 1)) / 2 ** mantissaBits;
  const magnitude = field === 0x1f ? (fraction ? NaN : Infinity) : field === 0 ? fraction * 2 ** smallestExponent : (1 + fraction) * 2 ** (field + smallestExponent - 1);
  return bits & 0x8000 ? -magnitude : magnitude;
}

function roundToEven(value: number): number {
  const rounded = Math.round(value);
  return rounded - value === 0.5 && rounded % 2 === 1 ? rounded - 1 : rounded;
}
