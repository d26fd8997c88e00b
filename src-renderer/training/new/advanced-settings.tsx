/** @file What an expert may set, each explained; what is left alone follows from the quality, the base and the device. Renderer. */
import { RotateCcw } from 'lucide-react';
import { useEffect, useId, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { type AdvancedName, type AdvancedSettings, recipeOf, settingsOf, settingsOfBase } from '../../../src-shared/training-definition.ts';
import { setAdvanced } from '../../actions/new-training.ts';
import { call } from '../../api/bridge.ts';
import { useNewTraining } from '../../stores/new-training.ts';
import { IconButton } from '../../ui/button.tsx';
import { boundsOf, choicesOf, isSwitch } from './setting-kinds.ts';

/** What applies with the choices of the moment; null until main has told. */
function useApplied(): AdvancedSettings | null {
  const { goal, quality, base, device, advanced } = useNewTraining((state) => state.draft);
  const [applied, setApplied] = useState<AdvancedSettings | null>(null);
  useEffect(() => {
    let ended = false;
    if (goal !== null)
      void call('training:settings', { goal, quality, base, device, advanced }).then((answer) => {
        if (!ended && answer.ok) setApplied(answer.value);
      });
    return () => {
      ended = true;
    };
  }, [goal, quality, base, device, advanced]);
  return applied;
}

export function AdvancedSettingsFields() {
  const { t } = useTranslation();
  const { goal, base, advanced } = useNewTraining((state) => state.draft);
  const applied = useApplied();
  if (goal === null) return null;
  const fixed: readonly AdvancedName[] = base === null ? [] : settingsOfBase;
  return (
    <div className="advanced-settings">
      <p className="quiet">{t('training.advanced.story')}</p>
      {settingsOf[recipeOf({ goal, advanced })].map((name) => (
        <SettingField key={name} name={name} set={advanced[name]} applied={applied?.[name]} fixed={fixed.includes(name)} />
      ))}
    </div>
  );
}

type Value = AdvancedSettings[AdvancedName];
type SettingFieldProps = {
  readonly name: AdvancedName;
  /** What the user has set; undefined where they have not. */
  readonly set: Value;
  readonly applied: Value;
  /** Whether the base decides it. */
  readonly fixed: boolean;
};

function SettingField({ name, set, applied, fixed }: SettingFieldProps) {
  const { t } = useTranslation();
  const id = useId();
  const label = t(`training.settings.${name}.label`);
  const change = (value: Value) => {
    setAdvanced({ [name]: value });
  };
  const value = set ?? applied;
  const common = { id, disabled: fixed, 'aria-describedby': `${id}-help` };
  const choices = choicesOf(name);
  return (
    <div className="setting-field">
      <label htmlFor={id}>{label}</label>
      <span className="setting-value">
        {isSwitch(name) ? (
          <input
            {...common}
            type="checkbox"
            checked={value === true}
            onChange={(event) => {
              change(event.target.checked);
            }}
          />
        ) : choices ? (
          <select
            {...common}
            value={String(value ?? '')}
            onChange={(event) => {
              change(choices.find((choice) => String(choice) === event.target.value) as Value);
            }}
          >
            {choices.map((choice) => (
              <option key={choice} value={choice}>
                {typeof choice === 'number' ? `${choice}×` : t(`training.settings.options.${choice}`)}
              </option>
            ))}
          </select>
        ) : (
          <NumberInput key={String(set ?? applied)} common={common} name={name} value={typeof value === 'number' ? value : null} onChange={change} />
        )}
        {set !== undefined && !fixed && (
          <IconButton
            label={t('training.advanced.reset', { setting: label })}
            onClick={() => {
              change(undefined);
            }}
          >
            <RotateCcw size={14} />
          </IconButton>
        )}
      </span>
      <p id={`${id}-help`} className="quiet">
        {t(`training.settings.${name}.help`)}
        {fixed && ` ${t('training.advanced.fixed')}`}
      </p>
    </div>
  );
}

type NumberInputProps = {
  readonly common: { readonly id: string; readonly disabled: boolean; readonly 'aria-describedby': string };
  readonly name: AdvancedName;
  readonly value: number | null;
  readonly onChange: (value: number) => void;
};

/** Takes a number when the field is left or Enter pressed; one out of bounds becomes the nearest that is allowed. */
function NumberInput({ common, name, value, onChange }: NumberInputProps) {
  const { min, max, step } = boundsOf(name);
  const take = (field: HTMLInputElement) => {
    const wanted = field.valueAsNumber;
    if (!Number.isFinite(wanted)) {
      field.value = String(value ?? '');
      return;
    }
    const allowed = Math.min(max, Math.max(min, step === null ? wanted : Math.round(wanted / step) * step));
    field.value = String(allowed);
    if (allowed !== value) onChange(allowed);
  };
  return (
    <input
      {...common}
      type="number"
      min={min}
      max={max}
      step={step ?? 'any'}
      defaultValue={value ?? ''}
      onBlur={(event) => {
        take(event.target);
      }}
      onKeyDown={(event) => {
        if (event.key === 'Enter') take(event.currentTarget);
      }}
    />
  );
}
