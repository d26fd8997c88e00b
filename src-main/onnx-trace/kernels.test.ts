import * as tf from '@tensorflow/tfjs';
import { describe, expect, it } from 'vitest';
import type { Shape } from './layout.ts';
import { compareWithTensorFlow } from './testing/golden.ts';

type Picture = tf.Tensor4D;
type Case = readonly [label: string, shapes: (batch: number) => Shape[], body: (...inputs: tf.Tensor[]) => tf.Tensor];

const picture = (batch: number): Shape[] => [[batch, 6, 9, 4]];
const pictureAndChannels = (batch: number): Shape[] => [[batch, 6, 9, 4], [4]];
const twoPictures = (batch: number): Shape[] => [[batch, 6, 9, 4], [batch, 6, 9, 4]];
const matrix = (batch: number): Shape[] => [[batch + 2, 5]];
const channels = tf.tensor1d([0.5, -1.5, 2, 0.25]);
const positive = (x: tf.Tensor) => x.abs().add(0.1);

const unary: Case[] = (
  [
    ['Abs', (x) => x.abs()],
    ['Neg', (x) => x.neg()],
    ['Sign', (x) => x.sign()],
    ['Floor', (x) => x.mul(3).floor()],
    ['Ceil', (x) => x.mul(3).ceil()],
    ['Round', (x) => x.mul(3).round()],
    ['Reciprocal', (x) => positive(x).reciprocal()],
    ['Sqrt', (x) => positive(x).sqrt()],
    ['Rsqrt', (x) => positive(x).rsqrt()],
    ['Square', (x) => x.square()],
    ['Exp', (x) => x.exp()],
    ['Log', (x) => positive(x).log()],
    ['Log1p', (x) => positive(x).log1p()],
    ['Sin', (x) => x.sin()],
    ['Cos', (x) => x.cos()],
    ['Erf', (x) => x.erf()],
    ['ClipByValue', (x) => x.clipByValue(-0.5, 0.7)],
    ['Relu', (x) => x.relu()],
    ['Relu6', (x) => x.mul(5).relu6()],
    ['Elu', (x) => x.elu()],
    ['Selu', (x) => x.selu()],
    ['LeakyRelu', (x) => x.leakyRelu(0.15)],
    ['Sigmoid', (x) => x.sigmoid()],
    ['Tanh', (x) => x.tanh()],
    ['Softplus', (x) => x.softplus()],
    ['Softmax', (x) => x.softmax()],
    ['Step', (x) => x.step(0.3)],
    ['Cast', (x) => x.mul(4).toInt().toFloat()],
    ['LogicalNot', (x) => x.greater(0).logicalNot().toFloat()],
    ['ZerosLike and OnesLike', (x) => x.add(tf.onesLike(x)).sub(tf.zerosLike(x))],
  ] as [string, (x: tf.Tensor) => tf.Tensor][]
).map(([label, body]) => [label, picture, body]);

const binary: Case[] = [
  ['Add', twoPictures, (a, b) => a!.add(b!)],
  ['Sub', twoPictures, (a, b) => a!.sub(b!)],
  ['Multiply by traced channels', pictureAndChannels, (a, b) => a!.mul(b!)],
  ['Multiply by constant channels', picture, (a) => a!.mul(channels)],
  ['RealDiv by a scalar', picture, (a) => a!.div(3)],
  ['RealDiv of a scalar', picture, (a) => tf.scalar(3).div(positive(a!))],
  ['FloorDiv', twoPictures, (a, b) => a!.floorDiv(positive(b!))],
  ['FloorDiv of integers', twoPictures, (a, b) => a!.mul(20).toInt().floorDiv(b!.abs().mul(3).add(1).toInt()).toFloat()],
  ['Pow', picture, (a) => positive(a!).pow(1.7)],
  ['Maximum', twoPictures, (a, b) => a!.maximum(b!)],
  ['Minimum', twoPictures, (a, b) => a!.minimum(b!)],
  ['SquaredDifference', twoPictures, (a, b) => a!.squaredDifference(b!)],
  ['AddN', twoPictures, (a, b) => tf.addN([a!, b!, a!])],
  ['Prelu', pictureAndChannels, (a, b) => a!.prelu(b!)],
  ['Equal, NotEqual', twoPictures, (a, b) => a!.sign().equal(b!.sign()).logicalOr(a!.notEqual(a!)).toFloat()],
  ['Greater, GreaterEqual', twoPictures, (a, b) => a!.greater(b!).logicalAnd(a!.greaterEqual(0.1)).toFloat()],
  ['Less, LessEqual', twoPictures, (a, b) => a!.less(b!).logicalOr(a!.lessEqual(-0.1)).toFloat()],
  ['Select', twoPictures, (a, b) => tf.where(a!.greater(0), b!, a!)],
  ['a constant of full shape', picture, (a) => a!.add(tf.range(0, 54 * 4, 1).reshape([1, 6, 9, 4]))],
  ['a vector on a matrix', (n) => [...matrix(n), [5]], (a, b) => a!.sub(b!)],
  ['a traced scalar', (n) => [...picture(n), []], (a, b) => a!.mul(b!)],
  ['a column and a row', (n) => [[n, 3, 1], [1, 4]], (a, b) => a!.mul(b!)],
];

const reductions: Case[] = [
  ['Sum of all', picture, (x) => x!.sum()],
  ['Sum over height and width, axes kept', picture, (x) => x!.sum([1, 2], true)],
  ['Mean over height and width', picture, (x) => x!.mean([1, 2])],
  ['Mean over channels', picture, (x) => x!.mean(-1)],
  ['Max over width', picture, (x) => x!.max(2)],
  ['Min over batch and channels', picture, (x) => x!.min([0, 3])],
  ['Prod over height', picture, (x) => x!.prod(1)],
  ['Mean of a matrix', matrix, (x) => x!.mean(0)],
  ['moments', picture, (x) => tf.moments(x!, [1, 2], true).variance],
];

const movement: Case[] = [
  ['Reshape', picture, (x) => x!.reshape([-1, 12])],
  ['Reshape after a convolution', picture, (x) => tf.maxPool(x as Picture, 2, 1, 'same').reshape([-1, 9, 2, 2])],
  ['ExpandDims and squeeze', picture, (x) => x!.mean([1, 2]).expandDims(1).squeeze([1])],
  ['Transpose', picture, (x) => x!.transpose([0, 2, 1, 3]).add(1)],
  ['Transpose to rank 3', picture, (x) => x!.max(3).transpose([2, 0, 1])],
  ['Concat over channels', twoPictures, (a, b) => tf.concat([a!, b!, a!.sum(3, true)], 3)],
  ['Concat with a constant', picture, (a) => tf.concat([tf.fill([a!.shape[0]!, 2, 9, 4], 0.3), a!], 1)],
  ['Slice', picture, (x) => x!.slice([0, 1, 2, 1], [-1, 3, -1, 2])],
  ['Reverse', picture, (x) => x!.reverse([1, 3])],
  ['SplitV', picture, (x) => tf.split(x!, [1, 3], 3)[1]!.mul(tf.split(x!, 2, 3)[0]!.sum(3, true))],
  ['Pack and Unpack', picture, (x) => tf.stack(tf.unstack(x!, 3).reverse(), 1)],
  ['PadV2', picture, (x) => x!.pad([[0, 0], [1, 2], [3, 0], [0, 1]], 0.5)],
  ['MirrorPad', picture, (x) => tf.mirrorPad(x!, [[0, 0], [1, 2], [3, 4], [0, 0]], 'reflect')],
  ['Tile', picture, (x) => x!.tile([1, 2, 1, 3])],
  ['Tile of a lazily repeated value', (n) => [[n, 1, 1, 4]], (x) => tf.ones([x!.shape[0]!, 3, 5, 4]).mul(x!).tile([1, 1, 2, 1])],
];

const filter = (n: number): Shape[] => [...picture(n), [3, 3, 4, 5]];
const filterOf = (shape: [number, number, number, number]) => tf.randomNormal<tf.Rank.R4>(shape, 0, 0.4, 'float32', 77);
const bias = tf.tensor1d([0.1, -0.2, 0.3, -0.4, 0.5]);
const fused = (activation: 'relu' | 'relu6' | 'elu' | 'sigmoid' | 'leakyrelu' | 'prelu') => (x?: tf.Tensor) =>
  tf.fused.conv2d({ x: x as Picture, filter: filterOf([3, 3, 4, 5]), strides: 1, pad: 'same', bias, activation, leakyreluAlpha: 0.3, preluActivationWeights: tf.fill([1, 1, 5], 0.4) });

const convolutions: Case[] = [
  ['Conv2D', filter, (x, w) => tf.conv2d(x as Picture, w!.transpose([0, 1, 2, 3]) as Picture, 1, 'same')],
  ['Conv2D with stride 2', picture, (x) => tf.conv2d(x as Picture, filterOf([4, 3, 4, 5]), [2, 2], 'same')],
  ['Conv2D, valid, dilated', picture, (x) => tf.conv2d(x as Picture, filterOf([3, 2, 4, 5]), 1, 'valid', 'NHWC', [2, 3])],
  ['Conv2D with explicit padding', picture, (x) => tf.conv2d(x as Picture, filterOf([3, 3, 4, 5]), 1, [[0, 0], [2, 1], [0, 3], [0, 0]])],
  ...(['relu', 'relu6', 'elu', 'sigmoid', 'leakyrelu', 'prelu'] as const).map((name): Case => [`FusedConv2D with ${name}`, picture, fused(name)]),
  ['Conv2D, large, into few channels', (n) => [[n, 9, 8, 4], [5, 7, 4, 3]], (x, w) => tf.conv2d(x as Picture, w as Picture, 1, [[0, 0], [2, 1], [0, 3], [0, 0]])],
  ['DepthwiseConv2dNative', picture, (x) => tf.depthwiseConv2d(x as Picture, filterOf([3, 3, 4, 2]), [2, 2], 'same')],
  [
    'FusedDepthwiseConv2D',
    picture,
    (x) => tf.fused.depthwiseConv2d({ x: x as Picture, filter: filterOf([3, 2, 4, 1]), strides: 1, pad: 'same', bias: channels, activation: 'relu' }),
  ],
  ['Conv2DBackpropInput', picture, (x) => tf.conv2dTranspose(x as Picture, filterOf([3, 3, 5, 4]), [x!.shape[0]!, 12, 18, 5], 2, 'same')],
  ['Conv2DBackpropInput, odd size', picture, (x) => tf.conv2dTranspose(x as Picture, filterOf([4, 4, 3, 4]), [x!.shape[0]!, 11, 17, 3], 2, 'same')],
];

const pictures: Case[] = [
  ['MaxPool', picture, (x) => tf.maxPool(x as Picture, [2, 3], [2, 1], 'valid')],
  ['MaxPool, same', picture, (x) => tf.maxPool(x as Picture, 3, 2, 'same')],
  ['AvgPool, same', picture, (x) => tf.avgPool(x as Picture, 3, 2, 'same')],
  ['ResizeNearestNeighbor x3', picture, (x) => tf.image.resizeNearestNeighbor(x as Picture, [18, 27])],
  ['ResizeNearestNeighbor, odd factor', picture, (x) => tf.image.resizeNearestNeighbor(x as Picture, [7, 5])],
  ['ResizeNearestNeighbor, corners aligned', picture, (x) => tf.image.resizeNearestNeighbor(x as Picture, [11, 13], true)],
  ['ResizeNearestNeighbor, half-pixel centres', picture, (x) => tf.image.resizeNearestNeighbor(x as Picture, [12, 18], false, true)],
  ['ResizeBilinear x2', picture, (x) => tf.image.resizeBilinear(x as Picture, [12, 18])],
  ['ResizeBilinear, half-pixel centres', picture, (x) => tf.image.resizeBilinear(x as Picture, [12, 18], false, true)],
  ['ResizeBilinear, corners aligned', picture, (x) => tf.image.resizeBilinear(x as Picture, [11, 17], true)],
  ['ResizeBilinear, smaller', picture, (x) => tf.image.resizeBilinear(x as Picture, [3, 4])],
  ['DepthToSpace', (n) => [[n, 3, 5, 12]], (x) => tf.depthToSpace(x as Picture, 2)],
  ['FusedBatchNorm', picture, (x) => tf.batchNorm(x as Picture, channels, positive(channels) as tf.Tensor1D, undefined, channels, 1e-3)],
  ['FusedBatchNorm by its own statistics', pictureAndChannels, (x, scale) => {
    const { mean, variance } = tf.moments(x!, [0, 1, 2]);
    return tf.batchNorm(x as Picture, mean as tf.Tensor1D, variance as tf.Tensor1D, channels, scale as tf.Tensor1D);
  }],
];

const products: Case[] = [
  ['BatchMatMul', (n) => [[n, 3, 5], [n, 4, 5]], (a, b) => tf.matMul(a!, b!, false, true)],
  ['BatchMatMul, first transposed', (n) => [[5, n + 1], [5, 2]], (a, b) => tf.matMul(a!, b!, true)],
  ['_FusedMatMul', matrix, (a) => tf.fused.matMul({ a: a!, b: tf.ones([5, 5]).cumsum().mul(0.1), bias, activation: 'relu' })],
  ['a constant computed by a kernel that only the CPU has', matrix, (a) => a!.mul(tf.linspace(0, 1, 5).cumsum())],
];

const tables = { unary, binary, reductions, movement, convolutions, pictures, products };

describe.each(Object.entries(tables))('%s', (_group, cases) => {
  describe.each(cases)('%s', (_label, shapes, body) => {
    it.each([1, 2])('computes what TensorFlow.js computes, batch %i', async (batch) => {
      const { largestDifference, largestValue } = await compareWithTensorFlow(body, shapes(batch), batch);
      expect(largestDifference).toBeLessThan(2e-5 * Math.max(1, largestValue));
    });
  });
});
