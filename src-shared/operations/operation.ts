/**
 * @file What an operation is: its parameters declared once; the panel, the recipe, the batch and the command line
 * follow from them. Pure; used by every process.
 */
import { z } from 'zod';
import type { ModelTask } from '../model.ts';

type Described = { readonly label: string; readonly help: string };
export type ModelParameter = Described & { readonly kind: 'model'; readonly task: ModelTask; readonly default: string };
export type ChoiceParameter = Described & {
  readonly kind: 'choice';
  readonly options: readonly { readonly value: number; readonly label: string }[];
  readonly default: number;
};
export type Parameter = ModelParameter | ChoiceParameter;

export type Operation = {
  readonly id: string;
  readonly label: string;
  readonly needsMask: boolean;
  readonly parameters: Readonly<Record<string, Parameter>>;
};
export type ParameterValues = Readonly<Record<string, string | number>>;

const valueSchema = (parameter: Parameter) =>
  parameter.kind === 'model'
    ? z.string().min(1).default(parameter.default)
    : z
        .number()
        .refine((value) => parameter.options.some((option) => option.value === value), {
          error: `expected one of ${parameter.options.map((option) => option.value).join(', ')} for ${parameter.label.toLowerCase()}`,
        })
        .default(parameter.default);

/** Accepts the operation's parameters and no others; fills in defaults. */
export function parametersSchema(operation: Operation): z.ZodType<ParameterValues> {
  const shape = Object.fromEntries(Object.entries(operation.parameters).map(([name, it]) => [name, valueSchema(it)]));
  return z.strictObject(shape) as z.ZodType<ParameterValues>;
}

export function defaultParameters(operation: Operation): ParameterValues {
  return Object.fromEntries(Object.entries(operation.parameters).map(([name, it]) => [name, it.default]));
}
