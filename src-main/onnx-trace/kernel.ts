/** @file What a recording kernel is: TensorFlow.js's kernel of the same name, with nodes for numbers. Types only. */
import type { Graph } from './graph.ts';
import type { Value } from './value.ts';

/** Inputs left out by the caller are absent. Kernels of a list of inputs get them named by index. */
export type Kernel<Input extends string = never, Attributes = unknown> = (
  graph: Graph,
  inputs: Readonly<Record<Input, Value>>,
  attributes: Attributes,
) => Value | readonly Value[];

/** By TensorFlow.js's kernel name. The engine that calls a kernel vouches for its inputs and attributes. */
export type KernelTable = Readonly<Record<string, (graph: Graph, inputs: never, attributes: never) => Value | readonly Value[]>>;
