/** @file Convolution layers: plain, and transposed for upsampling. */
import * as tf from '@tensorflow/tfjs';
import { type Filter, plainFilter } from './filter.ts';
import { declared, declaredSpecs, type Layer } from './layer.ts';
import { constant, parameter, type ParameterSpec } from './parameters.ts';

export type ConvolutionOptions = {
  readonly side: number;
  readonly from: number;
  readonly to: number;
  readonly stride?: number;
  /** Zeros on every side; the default keeps the size at stride 1. */
  readonly pad?: number;
  readonly bias?: boolean;
  /** Standard deviation of the starting weights; the default is the variance 1 / (3 fan-in) of PyTorch's layers. */
  readonly deviation?: number;
  /** How the filter is expressed; the default has one weight a tap. */
  readonly filter?: (name: string, deviation: number) => Filter;
};

export function convolution(name: string, options: ConvolutionOptions): Layer {
  const { side, from, to, stride = 1, pad = (side - 1) / 2, bias = true } = options;
  const deviation = options.deviation ?? 1 / Math.sqrt(3 * side * side * from);
  const filter = options.filter?.(`${name}.filter`, deviation) ?? plainFilter(`${name}.filter`, { side, from, to }, deviation);
  const biases = biasSpecs(name, to, bias);
  return {
    ...declared(filter, declaredSpecs(biases)),
    apply: (parameters, x) =>
      tf.fused.conv2d({
        x,
        filter: filter.evaluate(parameters),
        strides: stride,
        pad,
        ...(bias ? { bias: parameter(parameters, `${name}.bias`) } : {}),
      }),
  };
}

type TransposedOptions = { readonly side: number; readonly from: number; readonly to: number; readonly bias?: boolean; readonly deviation: number };

/** Doubles height and width. The filter is stored as input x output x height x width, as ONNX's ConvTranspose has it. */
export function transposedConvolution(name: string, { side, from, to, bias = true, deviation }: TransposedOptions): Layer {
  const filter = plainFilter(`${name}.filter`, { side, from: to, to: from }, deviation);
  return {
    ...declared(filter, declaredSpecs(biasSpecs(name, to, bias))),
    apply: (parameters, x) => {
      const [batch, height, width] = x.shape;
      const size: [number, number, number, number] = [batch, 2 * height, 2 * width, to];
      const sum = tf.conv2dTranspose(x, filter.evaluate(parameters), size, 2, 1);
      return bias ? tf.add(sum, parameter(parameters, `${name}.bias`)) : sum;
    },
  };
}

const biasSpecs = (name: string, channels: number, bias: boolean): ParameterSpec[] =>
  bias ? [{ name: `${name}.bias`, shape: [channels], init: constant(0) }] : [];
