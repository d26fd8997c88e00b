/** @file What the training starts from, how good it is to become, and where it runs. Renderer. */
import { useEffect, useId, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { type DeviceChoice, providerLabels } from '../../../src-shared/device.ts';
import type { StudioBase } from '../../../src-shared/studio-calls.ts';
import { qualities } from '../../../src-shared/training-definition.ts';
import { chooseBase } from '../../actions/new-training.ts';
import { checkDevices } from '../../actions/settings.ts';
import { call } from '../../api/bridge.ts';
import { modelDescription } from '../../operation-texts.ts';
import { useApplication } from '../../stores/application.ts';
import { useNewTraining } from '../../stores/new-training.ts';
import { Fold } from '../../ui/fold.tsx';
import { AdvancedSettingsFields } from './advanced-settings.tsx';

export function QualityStep() {
  const { t } = useTranslation();
  const { draft, change } = useNewTraining();
  const name = useId();
  return (
    <>
      <fieldset className="field">
        <legend>{t('training.quality.legend')}</legend>
        <div className="quality-cards">
          {qualities.map((quality) => (
            <label key={quality} className="quality-card">
              <span className="goal-name">
                <input
                  type="radio"
                  name={name}
                  checked={quality === draft.quality}
                  aria-describedby={`${name}-${quality}`}
                  onChange={() => {
                    change({ quality });
                  }}
                />
                {t(`training.quality.${quality}.name`)}
              </span>
              <span id={`${name}-${quality}`} className="quiet">
                {t(`training.quality.${quality}.story`)}
              </span>
            </label>
          ))}
        </div>
      </fieldset>
      <BaseField />
      <DeviceField />
      <Fold title={t('training.advanced.title')}>
        <AdvancedSettingsFields />
      </Fold>
    </>
  );
}

function BaseField() {
  const { t } = useTranslation();
  const draft = useNewTraining((state) => state.draft);
  const { goal } = draft;
  const models = useApplication((state) => state.models);
  const [bases, setBases] = useState<readonly StudioBase[]>([]);
  const id = useId();
  useEffect(() => {
    let ended = false;
    if (goal !== null)
      void call('training:bases', { goal }).then((answer) => {
        if (!ended) setBases(answer);
      });
    return () => {
      ended = true;
    };
  }, [goal, models]);
  const base = bases.find(({ model }) => model.id === draft.base)?.model;
  return (
    <div className="training-choice">
      <label htmlFor={id}>{t('training.base.label')}</label>
      <select
        id={id}
        value={draft.base ?? ''}
        aria-describedby={`${id}-story`}
        onChange={(event) => {
          chooseBase(bases.find(({ model }) => model.id === event.target.value) ?? null);
        }}
      >
        <option value="">{t('training.base.scratch')}</option>
        {bases.map(({ model }) => (
          <option key={model.id} value={model.id}>
            {model.name}
          </option>
        ))}
      </select>
      <p id={`${id}-story`} className="quiet">
        {base ? `${modelDescription(base)} ${t('training.base.story')}` : t('training.base.scratchStory')}
      </p>
    </div>
  );
}

function DeviceField() {
  const { t } = useTranslation();
  const { draft, change } = useNewTraining();
  const devices = useApplication((state) => state.devices);
  const id = useId();
  useEffect(() => {
    if (useApplication.getState().devices.kind !== 'known') void checkDevices(false);
  }, []);
  const working = devices.kind === 'known' ? devices.report.ladder : [];
  const choices: readonly DeviceChoice[] = ['auto', ...new Set([...working, ...(draft.device === 'auto' ? [] : [draft.device])])];
  return (
    <div className="training-choice">
      <label htmlFor={id}>{t('settings.device')}</label>
      <select
        id={id}
        value={draft.device}
        aria-describedby={`${id}-story`}
        onChange={(event) => {
          change({ device: event.target.value as DeviceChoice });
        }}
      >
        {choices.map((device) => (
          <option key={device} value={device}>
            {device === 'auto' ? t('settings.auto') : providerLabels[device]}
          </option>
        ))}
      </select>
      <p id={`${id}-story`} className="quiet">
        {draft.device === 'auto' ? t('training.device.auto') : t(`devices.${draft.device}`)}
      </p>
    </div>
  );
}
