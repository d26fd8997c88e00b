/** @file The fields of an operation, made from its declared parameters. Renderer. */
import type { Operation, Parameter, ParameterValues } from '../../src-shared/operations/operation.ts';
import { assertNever } from '../../src-shared/result.ts';
import { optionLabel, parameterWords } from '../operation-texts.ts';
import { Segmented } from '../ui/segmented.tsx';
import { ModelField } from './model-field.tsx';
import { RangeField } from './range-field.tsx';

type ParameterFieldsProps = {
  readonly operation: Operation;
  readonly values: ParameterValues;
  readonly onChange: (name: string, value: string | number) => void;
};

export const ParameterFields = ({ operation, values, onChange }: ParameterFieldsProps) =>
  Object.entries(operation.parameters).map(([name, parameter]) => (
    <Field
      key={name}
      parameter={inWords(operation, name, parameter)}
      value={values[name]}
      onChange={(value) => {
        onChange(name, value);
      }}
    />
  ));

function inWords(operation: Operation, name: string, parameter: Parameter): Parameter {
  const words = parameterWords(operation, name, parameter);
  if (parameter.kind !== 'choice') return { ...parameter, ...words };
  const options = parameter.options.map((option) => ({ ...option, label: optionLabel(operation, name, option) }));
  return { ...parameter, ...words, options };
}

type FieldProps = { readonly parameter: Parameter; readonly value: string | number | undefined; readonly onChange: (value: string | number) => void };

function Field({ parameter, value, onChange }: FieldProps) {
  switch (parameter.kind) {
    case 'model':
      return <ModelField parameter={parameter} value={String(value)} onChange={onChange} />;
    case 'choice':
      return <Segmented label={parameter.label} help={parameter.help} value={value ?? parameter.default} options={parameter.options} onChange={onChange} />;
    case 'range':
      return <RangeField parameter={parameter} value={Number(value)} onChange={onChange} />;
    case 'look':
      return null;
    default:
      return assertNever(parameter);
  }
}
