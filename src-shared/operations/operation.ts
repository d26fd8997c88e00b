/**
 * @file What an operation is: its parameters declared once; the panel, the recipe, the batch and the command line
 * follow from them. Pure; used by every process.
 */
import { z } from 'zod';
import type { GeneratorKind, ModelSummary, ModelTask } from '../model.ts';
import { assertNever } from '../result.ts';

type Described = {
  readonly label: string;
  readonly help: string;
  /** The only kind of generator that the parameter does anything to; absent: every model. */
  readonly usedBy?: GeneratorKind;
};
export type ModelParameter = Described & { readonly kind: 'model'; readonly task: ModelTask; readonly default: string };
export type ChoiceParameter = Described & {
  readonly kind: 'choice';
  readonly options: readonly { readonly value: string | number; readonly label: string }[];
  readonly default: string | number;
};
/** A number with a unit, as a slider shows it. */
export type RangeParameter = Described & {
  readonly kind: 'range';
  readonly min: number;
  readonly max: number;
  readonly step: number;
  readonly unit: string;
  readonly default: number;
};
/** The name of one of the model's looks; the empty default is its first. */
export type LookParameter = Described & { readonly kind: 'look'; readonly default: string };
export type Parameter = ModelParameter | ChoiceParameter | RangeParameter | LookParameter;

export type Operation = {
  readonly id: string;
  readonly label: string;
  /** What it does, in a few words, as the command line says it. */
  readonly summary: string;
  readonly needsMask: boolean;
  readonly parameters: Readonly<Record<string, Parameter>>;
};
export type ParameterValues = Readonly<Record<string, string | number>>;

function valueSchema(parameter: Parameter) {
  switch (parameter.kind) {
    case 'model':
      return z.string().min(1).default(parameter.default);
    case 'look':
      return z.string().default(parameter.default);
    case 'range':
      return z.number().min(parameter.min).max(parameter.max).default(parameter.default);
    case 'choice':
      return z
        .union([z.string(), z.number()])
        .refine((value) => parameter.options.some((option) => option.value === value), {
          error: `expected one of ${parameter.options.map((option) => option.value).join(', ')} for ${parameter.label.toLowerCase()}`,
        })
        .default(parameter.default);
    default:
      return assertNever(parameter);
  }
}

/** Accepts the operation's parameters and no others; fills in defaults. */
export function parametersSchema(operation: Operation): z.ZodType<ParameterValues> {
  const shape = Object.fromEntries(Object.entries(operation.parameters).map(([name, it]) => [name, valueSchema(it)]));
  return z.strictObject(shape) as z.ZodType<ParameterValues>;
}

export function defaultParameters(operation: Operation): ParameterValues {
  return Object.fromEntries(Object.entries(operation.parameters).map(([name, it]) => [name, it.default]));
}

/** The parameters that a model has a use for, by name: what a panel offers and what decides a result. */
export function usedParameters(operation: Operation, model: Pick<ModelSummary, 'generator'> | undefined): Operation['parameters'] {
  return Object.fromEntries(Object.entries(operation.parameters).filter(([, { usedBy }]) => usedBy === undefined || usedBy === model?.generator));
}

/** The values that decide a result: without those that the model has no use for, its first look by its name. */
export function effectiveValues(operation: Operation, values: ParameterValues, model: Pick<ModelSummary, 'generator' | 'looks'> | undefined): ParameterValues {
  const used = Object.entries(usedParameters(operation, model)).filter(([name]) => values[name] !== undefined);
  return Object.fromEntries(used.map(([name, { kind }]) => [name, (kind === 'look' && values[name] === '' && model?.looks[0]) || values[name]!]));
}
