/** @file Stores a graph's large constants in 16 bits, each widened again by a Cast: half the file, the same operators. Pure. */
import { type Graph, type GraphConstant, tensorTypeCodes } from './graph.ts';
import { halfBits } from './half.ts';
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
