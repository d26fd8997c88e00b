/** @file Kernels of arithmetic, comparison and choice, element by element. */
import * as tf from '@tensorflow/tfjs';
import { elementwise, unary } from '../elementwise.ts';
import { type Graph, tensorTypeCodes } from '../graph.ts';
import type { Kernel, KernelTable } from '../kernel.ts';
import { reshape } from '../reshape.ts';
import { uniform, type Value, type ValueType } from '../value.ts';

const map =
  (operator: string): Kernel<'x'> =>
  (graph, { x }) =>
    unary(graph, operator, x);

const combine =
  (operator: string): Kernel<'a' | 'b'> =>
  (graph, { a, b }) =>
    elementwise(graph, operator, [a, b], tf.upcastType(a.type, b.type) as ValueType);

const compare =
  (operator: string): Kernel<'a' | 'b'> =>
  (graph, { a, b }) =>
    elementwise(graph, operator, [a, b], 'bool');

export const add = (graph: Graph, a: Value, b: Value): Value => elementwise(graph, 'Add', [a, b], a.type);
const square = (graph: Graph, x: Value): Value => elementwise(graph, 'Mul', [x, x], x.type);

const castTo = (graph: Graph, x: Value, type: ValueType): Value => (x.type === type ? x : unary(graph, 'Cast', x, { to: tensorTypeCodes[type] }, type));

/** An int32 quotient is rounded down too, while ONNX's cuts towards zero. */
const floorDivide: Kernel<'a' | 'b'> = (graph, { a, b }) => {
  const operands = [a, b].map((value) => castTo(graph, value, 'float32'));
  return castTo(graph, unary(graph, 'Floor', elementwise(graph, 'Div', operands, 'float32')), a.type);
};

const clip: Kernel<'x', tf.ClipByValueAttrs> = (graph, { x }, { clipValueMin, clipValueMax }) =>
  elementwise(graph, 'Clip', [x, uniform(clipValueMin, [], x.type), uniform(clipValueMax, [], x.type)], x.type);

/** A condition of rank 1 chooses whole rows. */
const select: Kernel<'condition' | 't' | 'e'> = (graph, { condition, t, e }) => {
  const ones = t.shape.slice(condition.shape.length).map(() => 1);
  const wide = reshape(graph, condition, [...condition.shape, ...ones]);
  return elementwise(graph, 'Where', [wide, t, e], tf.upcastType(t.type, e.type) as ValueType);
};

export const arithmeticKernels: KernelTable = {
  Add: combine('Add'),
  Sub: combine('Sub'),
  Multiply: combine('Mul'),
  RealDiv: combine('Div'),
  Pow: combine('Pow'),
  Maximum: combine('Max'),
  Minimum: combine('Min'),
  FloorDiv: floorDivide,
  SquaredDifference: ((graph, { a, b }) => square(graph, elementwise(graph, 'Sub', [a, b], a.type))) satisfies Kernel<'a' | 'b'>,
  AddN: ((graph, inputs) => Object.values(inputs).reduce((sum, value) => add(graph, sum, value))) satisfies Kernel<string>,

  Equal: compare('Equal'),
  NotEqual: ((graph, { a, b }) => unary(graph, 'Not', elementwise(graph, 'Equal', [a, b], 'bool'))) satisfies Kernel<'a' | 'b'>,
  Greater: compare('Greater'),
  GreaterEqual: compare('GreaterOrEqual'),
  Less: compare('Less'),
  LessEqual: compare('LessOrEqual'),
  LogicalAnd: compare('And'),
  LogicalOr: compare('Or'),
  LogicalNot: map('Not'),
  Select: select,

  Abs: map('Abs'),
  Neg: map('Neg'),
  Sign: map('Sign'),
  Floor: map('Floor'),
  Ceil: map('Ceil'),
  Round: map('Round'),
  Reciprocal: map('Reciprocal'),
  Sqrt: map('Sqrt'),
  Rsqrt: ((graph, { x }) => unary(graph, 'Reciprocal', unary(graph, 'Sqrt', x))) satisfies Kernel<'x'>,
  Square: ((graph, { x }) => square(graph, x)) satisfies Kernel<'x'>,
  Exp: map('Exp'),
  Log: map('Log'),
  Log1p: ((graph, { x }) => unary(graph, 'Log', add(graph, x, uniform(1, [], 'float32')))) satisfies Kernel<'x'>,
  Sin: map('Sin'),
  Cos: map('Cos'),
  Erf: map('Erf'),
  ClipByValue: clip,
  Cast: ((graph, { x }, { dtype }) => castTo(graph, x, dtype as ValueType)) satisfies Kernel<'x', tf.CastAttrs>,
};
