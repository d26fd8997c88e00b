/** @file A step in the list: its number, what it does, whether it is on, and what else can be done with it. Renderer. */
import { ArrowDown, ArrowUp, CopyPlus, EllipsisVertical, Eye, EyeOff, Trash2 } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import type { DocumentStep } from '../../src-shared/document.ts';
import { type Operation, usedParameters } from '../../src-shared/operations/operation.ts';
import { operationOf } from '../actions/documents.ts';
import { operationLabel, optionLabel } from '../operation-texts.ts';
import { useApplication } from '../stores/application.ts';
import { IconButton } from '../ui/button.tsx';
import { Menu } from '../ui/menu.tsx';

/** What a user does to the steps of a list, wherever they are kept. */
export type StepEdits = {
  select(stepId: string): void;
  /** `to` is the step's index afterwards. */
  move(step: DocumentStep, to: number): void;
  duplicate(step: DocumentStep): void;
  remove(step: DocumentStep): void;
  /** Switches it on or off. */
  toggle(step: DocumentStep): void;
};

type StepRowProps = {
  readonly step: DocumentStep;
  readonly index: number;
  readonly count: number;
  readonly selected: boolean;
  readonly ready: boolean;
  readonly edits: StepEdits;
  readonly onMove: (to: number) => void;
};

export function StepRow({ step, index, count, selected, ready, edits, onMove }: StepRowProps) {
  const { t } = useTranslation();
  const operation = operationOf(step);
  const number = index + 1;
  const Switch = step.enabled ? Eye : EyeOff;
  return (
    <div className="step-row" data-selected={selected} data-off={!step.enabled}>
      <button
        type="button"
        className="step-name"
        aria-current={selected ? 'step' : undefined}
        aria-keyshortcuts="Alt+ArrowUp Alt+ArrowDown Delete"
        tabIndex={selected ? 0 : -1}
        onClick={() => { edits.select(step.id); }}
      >
        <span className="step-number">{number}</span>
        <span className="step-label">{operationLabel(operation)}</span>
        <Summary operation={operation} step={step} />
        {ready && <span className="step-ready" role="img" aria-label={t('steps.ready')} title={t('steps.ready')} />}
      </button>
      <IconButton label={t('steps.switch', { number })} aria-pressed={step.enabled} onClick={() => { edits.toggle(step); }}>
        <Switch size={14} aria-hidden="true" />
      </IconButton>
      <Menu
        label={t('steps.menuOf', { number })}
        trigger={<EllipsisVertical size={14} aria-hidden="true" />}
        items={[
          { label: t('steps.moveUp'), icon: ArrowUp, keys: 'Alt+↑', disabled: index === 0, onSelect: () => { onMove(index - 1); } },
          { label: t('steps.moveDown'), icon: ArrowDown, keys: 'Alt+↓', disabled: index === count - 1, onSelect: () => { onMove(index + 1); } },
          { label: t('steps.duplicate'), icon: CopyPlus, onSelect: () => { edits.duplicate(step); } },
          { label: t('steps.delete'), icon: Trash2, keys: 'Del', onSelect: () => { edits.remove(step); } },
        ]}
      />
    </div>
  );
}

/** The step's parameters in a few words: the model's name, the chosen options. */
function Summary({ operation, step }: { readonly operation: Operation; readonly step: DocumentStep }) {
  const models = useApplication((state) => state.models);
  const model = models.find((it) => it.id === step.parameters['model']);
  const words = Object.entries(usedParameters(operation, model)).map(([name, parameter]) => {
    const value = step.parameters[name];
    if (parameter.kind === 'model') return model?.name ?? String(value);
    if (parameter.kind === 'choice') {
      const option = parameter.options.find((it) => it.value === value);
      return option ? optionLabel(operation, name, option) : String(value);
    }
    if (parameter.kind === 'look') return String(value || model?.looks[0]);
    return parameter.kind === 'range' ? `${String(value)} ${parameter.unit}` : String(value);
  });
  const summary = words.join(' · ');
  return (
    <span className="step-summary" title={summary}>
      {summary}
    </span>
  );
}
