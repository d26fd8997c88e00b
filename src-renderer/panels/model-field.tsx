/** @file The choice of a model: a card for each that does the task, with what it does in a sentence. Renderer. */
import { useId } from 'react';
import { useTranslation } from 'react-i18next';
import type { ModelParameter } from '../../src-shared/operations/operation.ts';
import { modelDescription } from '../operation-texts.ts';
import { useApplication } from '../stores/application.ts';
import { Fold } from '../ui/fold.tsx';
import { GalleryThumbnail } from './gallery-thumbnail.tsx';
import { modelsFor } from './runnable.ts';

type ModelFieldProps = { readonly parameter: ModelParameter; readonly value: string; readonly onChange: (value: string) => void };

export function ModelField({ parameter, value, onChange }: ModelFieldProps) {
  const { t } = useTranslation();
  const models = useApplication((state) => state.models);
  const name = useId();
  const fitting = modelsFor(parameter, models);
  const usable = fitting.filter((model) => model.problem === undefined);
  const unusable = fitting.filter((model) => model.problem !== undefined);
  return (
    <fieldset className="field" title={parameter.help}>
      <legend>{parameter.label}</legend>
      {usable.length === 0 && <p className="quiet">{t('panel.noModel')}</p>}
      <div className="model-cards">
        {usable.map((model) => (
          <label key={model.id} className="model-card" title={modelDescription(model)}>
            <input
              type="radio"
              name={name}
              value={model.id}
              checked={model.id === value}
              aria-labelledby={`${name}-${model.id}`}
              aria-describedby={`${name}-${model.id}-scales ${name}-${model.id}-story`}
              onChange={() => {
                onChange(model.id);
              }}
            />
            {parameter.task === 'translate' && <GalleryThumbnail changed={{ model: model.id, look: '' }} besideBefore />}
            <span className="model-name" id={`${name}-${model.id}`}>{model.name}</span>
            <span className="model-scales" id={`${name}-${model.id}-scales`}>
              {parameter.task === 'upscale' && model.scales.map((scale) => `${scale}×`).join(' ')}
            </span>
            <span className="model-description" id={`${name}-${model.id}-story`}>
              {modelDescription(model)}
            </span>
          </label>
        ))}
      </div>
      {unusable.length > 0 && (
        <Fold title={t('panel.unavailable', { count: unusable.length })}>
          {unusable.map((model) => (
            <p key={model.id} className="quiet model-problem">
              {model.problem}
            </p>
          ))}
        </Fold>
      )}
    </fieldset>
  );
}
