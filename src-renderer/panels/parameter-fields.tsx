/** @file The fields of an operation, made from its declared parameters. Renderer. */
import { memo, useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import type { ModelSummary } from '../../src-shared/model.ts';
import { type Operation, type Parameter, type ParameterValues, usedParameters } from '../../src-shared/operations/operation.ts';
import { assertNever } from '../../src-shared/result.ts';
import { optionLabel, parameterWords } from '../operation-texts.ts';
import { useApplication } from '../stores/application.ts';
import { Segmented } from '../ui/segmented.tsx';
import { LookField } from './look-field.tsx';
import { ModelField } from './model-field.tsx';
import { RangeField } from './range-field.tsx';

type ParameterFieldsProps = {
  readonly operation: Operation;
  readonly values: ParameterValues;
  readonly onChange: (name: string, value: string | number) => void;
};

const noLooks: readonly string[] = [];

/** Only those that the chosen model uses. Where `onChange` stays the same, only the fields whose value changed are drawn anew. */
export function ParameterFields({ operation, values, onChange }: ParameterFieldsProps) {
  const { language } = useTranslation().i18n;
  const model = useChosenModel(operation, values);
  const parameters = useMemo(() => Object.entries(usedParameters(operation, model)).map(([name, parameter]) => ({ name, parameter: inWords(operation, name, parameter) })), [operation, model, language]);
  return parameters.map(({ name, parameter }) => <Field key={name} name={name} parameter={parameter} looks={model?.looks ?? noLooks} value={values[name]} onChange={onChange} />);
}

/** The model that the values name. */
export function useChosenModel(operation: Operation, values: ParameterValues): ModelSummary | undefined {
  const name = Object.entries(operation.parameters).find(([, { kind }]) => kind === 'model')?.[0];
  return useApplication((state) => (name === undefined ? undefined : state.models.find((model) => model.id === values[name])));
}

function inWords(operation: Operation, name: string, parameter: Parameter): Parameter {
  const words = parameterWords(operation, name, parameter);
  if (parameter.kind !== 'choice') return { ...parameter, ...words };
  const options = parameter.options.map((option) => ({ ...option, label: optionLabel(operation, name, option) }));
  return { ...parameter, ...words, options };
}

type FieldProps = { readonly name: string; readonly parameter: Parameter; readonly looks: readonly string[]; readonly value: string | number | undefined; readonly onChange: ParameterFieldsProps['onChange'] };

const Field = memo(function Field({ name, parameter, looks, value, onChange }: FieldProps) {
  const change = (wanted: string | number) => {
    onChange(name, wanted);
  };
  switch (parameter.kind) {
    case 'model':
      return <ModelField parameter={parameter} value={String(value)} onChange={change} />;
    case 'choice':
      return <Segmented label={parameter.label} help={parameter.help} value={value ?? parameter.default} options={parameter.options} onChange={change} />;
    case 'range':
      return <RangeField parameter={parameter} value={Number(value)} onChange={change} />;
    case 'look':
      return <LookField parameter={parameter} looks={looks} value={String(value)} onChange={change} />;
    default:
      return assertNever(parameter);
  }
});
