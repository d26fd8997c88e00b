/** @file The choice of a model: a card for each that does the task, with what it does in a sentence. Renderer. */
import { useId } from 'react';
import type { ModelParameter } from '../../src-shared/operations/operation.ts';
import { useApplication } from '../stores/application.ts';
import { strings } from '../strings.ts';
import { modelsFor } from './runnable.ts';

type ModelFieldProps = { readonly parameter: ModelParameter; readonly value: string; readonly onChange: (value: string) => void };

export function ModelField({ parameter, value, onChange }: ModelFieldProps) {
  const models = useApplication((state) => state.models);
  const name = useId();
  const fitting = modelsFor(parameter, models);
  return (
    <fieldset className="field" title={parameter.help}>
      <legend>{parameter.label}</legend>
      {fitting.length === 0 && <p className="quiet">{strings.panel.noModel}</p>}
      <div className="model-cards">
        {fitting.map((model) => (
          <label key={model.id} className="model-card" title={model.description}>
            <input
              type="radio"
              name={name}
              value={model.id}
              checked={model.id === value}
              disabled={model.problem !== undefined}
              onChange={() => {
                onChange(model.id);
              }}
            />
            <span className="model-name">{model.name}</span>
            <span className="model-scales">{model.scales.map((scale) => `${scale}×`).join(' ')}</span>
            <span className="model-description">{model.problem === undefined ? model.description : `${strings.panel.unavailable}: ${model.problem}`}</span>
          </label>
        ))}
      </div>
    </fieldset>
  );
}
