/** @file The weights of a network read back from its ONNX file, for packages without those of their training; trainer process. */
import { isDeepStrictEqual } from 'node:util';
import { readOnnx, type StoredNode } from '../../onnx-trace/onnx-reader.ts';

/** Whole numbers from here on are exact in 32 bits for as many parameters again, and no constant of a graph is one of them. */
const firstMark = 2 ** 22;

/**
 * All parameters, flat; null where the file holds another network. `build` traces the network with given ones: it is built with
 * numbers that mark each parameter, and where they come to lie, the file has its weights.
 */
export function readWeights(onnx: Uint8Array, count: number, build: (values: Float32Array) => Uint8Array): Float32Array | null {
  const nodes = readOnnx(onnx);
  const marked = count <= firstMark ? readOnnx(build(Float32Array.from({ length: count }, (_, index) => firstMark + index))) : null;
  if (!nodes || !marked || !isDeepStrictEqual(nodes.map(shapesOf), marked.map(shapesOf))) return null;
  const values = new Float32Array(count);
  const known = new Set<number>();
  for (const [node, { constants }] of marked.entries())
    for (const [place, { values: marks }] of constants.entries())
      for (const [element, mark] of marks.entries()) {
        const index = mark - firstMark;
        if (!Number.isInteger(index) || index < 0 || index >= count) continue;
        values[index] = nodes[node]!.constants[place]!.values[element]!;
        known.add(index);
      }
  return known.size === count ? values : null;
}

const shapesOf = ({ operator, constants }: StoredNode) => [operator, constants.map(({ dims }) => dims)];
