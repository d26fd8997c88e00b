/**
 * @file Ways to express the filter of a convolution. The convolution that runs is always a plain one: the expression is
 * evaluated on the small filter, not on the picture, so training costs hardly more, borders are exact, and an exporter
 * that folds constants writes a plain network.
 */
import * as tf from '@tensorflow/tfjs';
import { declaredSpecs, type Layer } from './layer.ts';
import { normal, parameter, type Parameters, type ParameterSpec } from './parameters.ts';

export type Filter = Pick<Layer, 'specs' | 'buffers' | 'advance'> & {
  /** height x width x input x output, as TensorFlow.js wants it. */
  evaluate(parameters: Parameters): tf.Tensor4D;
};

export type FilterSize = { readonly side: number; readonly from: number; readonly to: number };

/** Stored as output x input x height x width; the transposition is only a relabelling where graphs are traced. */
export function plainFilter(name: string, { side, from, to }: FilterSize, deviation: number): Filter {
  return {
    ...declaredSpecs([{ name, shape: [to, from, side, side], init: normal(deviation) }]),
    evaluate: (parameters) => tf.transpose(parameter<tf.Tensor4D>(parameters, name), [2, 3, 1, 0]),
  };
}

/**
 * A side x side convolution into `expansion` channels followed by a 1x1 convolution back, with a short skip where the
 * channels agree: the linear block of Bhardwaj et al. 2021, "Collapsible Linear Blocks for Super-Efficient Super Resolution".
 */
export function collapsibleFilter(name: string, size: FilterSize, deviation: number, expansion: number): Filter {
  const { side, from, to } = size;
  const taps = side * side;
  return {
    ...declaredSpecs([
      { name: `${name}.expand`, shape: [taps * from, expansion], init: normal(deviation) },
      { name: `${name}.project`, shape: [expansion, to], init: normal(1 / Math.sqrt(expansion)) },
    ]),
    evaluate: (parameters) => {
      const expand = parameter<tf.Tensor2D>(parameters, `${name}.expand`);
      const project = parameter<tf.Tensor2D>(parameters, `${name}.project`);
      const collapsed = tf.reshape(tf.matMul(expand, project), [side, side, from, to]) as tf.Tensor4D;
      return from === to ? tf.add(collapsed, identityFilter(side, from)) : collapsed;
    },
  };
}

/** Sobel's two derivatives and the Laplacian, one a column, taps in rows. */
const edgeBasis = [
  [1, 1, 0],
  [2, 0, 1],
  [1, -1, 0],
  [0, 2, 1],
  [0, 0, -4],
  [0, -2, 1],
  [-1, 1, 0],
  [-2, 0, 1],
  [-1, -1, 0],
];

/**
 * A plain 3x3 filter beside one that mixes the input's edges, with a short skip where the channels agree: after the
 * edge-oriented block of Zhang et al. 2021, "Edge-oriented Convolution Block for Real-time Super Resolution" (ECBSR).
 */
export function edgeOrientedFilter(name: string, from: number, to: number, deviation: number): Filter {
  const plain = plainFilter(`${name}.plain`, { side: 3, from, to }, deviation);
  const edges: ParameterSpec = { name: `${name}.edges`, shape: [3, from * to], init: normal(deviation / 8) };
  return {
    ...declaredSpecs([...plain.specs, edges]),
    evaluate: (parameters) => {
      const mixed = tf.matMul(tf.tensor2d(edgeBasis), parameter<tf.Tensor2D>(parameters, edges.name));
      const sum = tf.add(plain.evaluate(parameters), tf.reshape(mixed, [3, 3, from, to])) as tf.Tensor4D;
      return from === to ? tf.add(sum, identityFilter(3, from)) : sum;
    },
  };
}

/** The filter whose convolution returns its input. */
function identityFilter(side: number, channels: number): tf.Tensor4D {
  const margin = (side - 1) / 2;
  const centre = tf.reshape(tf.eye(channels), [1, 1, channels, channels]) as tf.Tensor4D;
  return tf.pad(centre, [[margin, margin], [margin, margin], [0, 0], [0, 0]]);
}
