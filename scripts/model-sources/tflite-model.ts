/** @file A TensorFlow Lite file as a function of TensorFlow.js tensors, which can be run and traced. */
import * as tf from '@tensorflow/tfjs';
import { readTflite, type TfliteGraph, type TfliteOperation } from './tflite-file.ts';

type Inputs = readonly tf.Tensor[];
type Compute = (inputs: Inputs, operation: TfliteOperation, shape: readonly number[]) => tf.Tensor;

const padding = (operation: TfliteOperation): 'same' | 'valid' => (operation.option(0, 'int8') === 0 ? 'same' : 'valid');
const strides = (operation: TfliteOperation): [number, number] => [operation.option(2), operation.option(1)];
const sixth = 1 / 6;

/** Filters are OHWI there. */
const convolve: Compute = ([x, filter, bias], operation) =>
  tf.add(tf.conv2d(x as tf.Tensor4D, tf.transpose(filter as tf.Tensor4D, [1, 2, 3, 0]), strides(operation), padding(operation)), bias!);

const convolveEachChannel: Compute = ([x, filter, bias], operation) =>
  tf.add(tf.depthwiseConv2d(x as tf.Tensor4D, tf.transpose(filter as tf.Tensor4D, [1, 2, 3, 0]), strides(operation), padding(operation)), bias!);

/** MediaPipe's own operator: the stride is the filter's size, as in the models that have it. */
const convolveTransposed: Compute = ([x, filter, bias], _operation, shape) => {
  const [, height, width] = filter!.shape as [number, number, number];
  return tf.add(tf.conv2dTranspose(x as tf.Tensor4D, tf.transpose(filter as tf.Tensor4D, [1, 2, 0, 3]), shape as [number, number, number, number], [height, width], 'same'), bias!);
};

const meanOfAll: Compute = ([x], operation) => {
  const [, height, width] = x!.shape as [number, number, number];
  if (operation.option(4) !== height || operation.option(3) !== width) throw new Error('expected an average over the whole picture');
  return tf.mean(x!, [1, 2], true);
};

const enlarge: Compute = ([x], operation, [, height, width]) =>
  tf.image.resizeBilinear(x as tf.Tensor4D, [height!, width!], operation.option(2, 'int8') !== 0, operation.option(3, 'int8') !== 0);

/** By the number of the built-in operator, or the name of a custom one. */
const operators: Readonly<Record<number | string, Compute>> = {
  0: ([a, b]) => tf.add(a!, b!),
  1: meanOfAll,
  3: convolve,
  4: convolveEachChannel,
  6: ([x]) => x!,
  14: ([x]) => tf.sigmoid(x!),
  18: ([a, b]) => tf.mul(a!, b!),
  19: ([x]) => tf.relu(x!),
  23: enlarge,
  117: ([x]) => tf.mul(tf.mul(x!, tf.relu6(tf.add(x!, 3))), sixth),
  Convolution2DTransposeBias: convolveTransposed,
};

/** Where an operator's options tell which activation follows it. */
const activationField: Readonly<Record<number | string, number>> = { 0: 0, 1: 5, 3: 3, 4: 4, 18: 0 };

/** Takes and gives the file's one input and output: N x height x width x channels. @throws where it has an operator that is not known here. */
export function tfliteModel(bytes: Uint8Array): (pixels: tf.Tensor) => tf.Tensor {
  const graph = readTflite(bytes);
  checkOperators(graph);
  return (pixels) => {
    const values = new Map<number, tf.Tensor>([[graph.inputs[0]!, pixels]]);
    const value = (index: number): tf.Tensor => {
      const { constant, shape } = graph.tensors[index]!;
      return values.get(index) ?? tf.tensor(constant!, [...shape]);
    };
    for (const operation of graph.operations) {
      const [output] = operation.outputs;
      values.set(output!, operators[operation.operator]!(operation.inputs.map(value), operation, graph.tensors[output!]!.shape));
    }
    return values.get(graph.outputs[0]!)!;
  };
}

function checkOperators({ operations }: TfliteGraph): void {
  for (const operation of operations) {
    const { operator } = operation;
    if (!operators[operator]) throw new Error(`expected operators ${Object.keys(operators).join(', ')}, got ${operator}`);
    const field = activationField[operator];
    if (field !== undefined && operation.option(field, 'int8') !== 0) throw new Error(`expected no activation in operator ${operator}`);
  }
}
