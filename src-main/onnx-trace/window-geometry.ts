/**
 * @file Where the windows of convolutions and pools lie: TensorFlow.js's strides and padding in ONNX's terms. Pure.
 * Gradients of a convolution ask for the same geometry as the convolution itself.
 */
import * as tf from '@tensorflow/tfjs';
import type { Shape } from './layout.ts';

export type Geometry = {
  /** Logical NHWC. */
  readonly outShape: Shape;
  readonly attributes: { readonly kernel_shape: number[]; readonly strides: number[]; readonly dilations: number[]; readonly pads: number[] };
};
type Padding = tf.Conv2DAttrs['pad'];
type Window = {
  readonly strides: number | [number, number];
  readonly dilations?: number | [number, number];
  readonly pad: Padding;
  readonly dataFormat?: string;
  readonly dimRoundingMode?: 'floor' | 'round' | 'ceil';
};

type Shape4 = [number, number, number, number];
export const shape4 = (shape: Shape): Shape4 => {
  if (shape.length !== 4) throw new Error(`onnx-trace: expected a shape of rank 4, got [${shape.join()}]`);
  return [...shape] as Shape4;
};

export function convolutionGeometry(input: Shape, filter: Shape, window: Window, depthwise = false): Geometry {
  expectKnownWindow(window);
  const { strides, dilations = 1, pad, dimRoundingMode } = window;
  return geometry(tf.backend_util.computeConv2DInfo(shape4(input), shape4(filter), strides, dilations, pad, dimRoundingMode, depthwise));
}

export function poolGeometry(input: Shape, window: Window & { readonly filterSize: number | [number, number] }): Geometry {
  expectKnownWindow(window);
  const { filterSize, strides, pad, dimRoundingMode } = window;
  return geometry(tf.backend_util.computePool2DInfo(shape4(input), filterSize, strides, 1, pad, dimRoundingMode));
}

function expectKnownWindow({ dataFormat = 'NHWC', dimRoundingMode = 'floor' }: Window): void {
  if (dataFormat !== 'NHWC') throw new Error(`onnx-trace: expected data format NHWC, got ${dataFormat}`);
  if (dimRoundingMode !== 'floor') throw new Error(`onnx-trace: expected rounding mode floor, got ${dimRoundingMode}`);
}

function geometry(info: tf.backend_util.Conv2DInfo): Geometry {
  const { top, left, bottom, right } = info.padInfo;
  return {
    outShape: info.outShape,
    attributes: {
      kernel_shape: [info.filterHeight, info.filterWidth],
      strides: [info.strideHeight, info.strideWidth],
      dilations: [info.dilationHeight, info.dilationWidth],
      pads: [top, left, bottom, right],
    },
  };
}
