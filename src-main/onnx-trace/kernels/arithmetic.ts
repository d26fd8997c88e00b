/** @file Kernels of arithmetic, comparison and choice, element by element. */
import * as tf from '@tensorflow/tfjs';
import { elementwise, unary } from '../elementwise.ts';
import type { Graph } from '../graph.ts';
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
const floor = (graph: Graph, x: Value): Value => unary(graph, 'Floor', x);

/** An int32 quotient is rounded down too, while ONNX's cuts towards zero. */
const floorDivide: Kernel<'a' | 'b'> = (graph, { a, b }) => {
  const asFloat = (value: Value) => (value.type === 'float32' ? value : unary(graph, 'Cast', value, { to: onnxTypes.float32 }, 'float32'));
  const quotient = floor(graph, elementwise(graph, 'Div', [asFloat(a), asFloat(b)], 'float32'));
  return a.type === 'float32' ? quotient : unary(graph, 'Cast', quotient, { to: onnxTypes.int32 }, 'int32');
};

/** TensorProto.DataType. */
const onnxTypes: Record<ValueType, number> = { float32: 1, int32: 6, bool: 9 };
const cast: Kernel<'x', tf.CastAttrs> = (graph, { x }, { dtype }) =>
  x.type === dtype ? x : unary(graph, 'Cast', x, { to: onnxTypes[dtype as ValueType] }, dtype as ValueType);

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
  Cast: cast,
};
