/** @file A step in the list: its number, what it does, whether it is on, and what else can be done with it. Renderer. */
import { ArrowDown, ArrowUp, CopyPlus, EllipsisVertical, Eye, EyeOff, Trash2 } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import type { DocumentStep } from '../../src-shared/document.ts';
import { type Operation, usedParameters } from '../../src-shared/operations/operation.ts';
import { deleteStep, duplicateStep, operationOf, switchStep } from '../actions/documents.ts';
import { operationLabel, optionLabel } from '../operation-texts.ts';
import { useApplication } from '../stores/application.ts';
import { useDocuments } from '../stores/documents.ts';
import { stagesOf, useResults } from '../stores/results.ts';
import { IconButton } from '../ui/button.tsx';
import { Menu } from '../ui/menu.tsx';

type StepRowProps = {
  readonly pictureId: string;
  readonly step: DocumentStep;
  readonly index: number;
  readonly count: number;
  readonly selected: boolean;
  readonly onMove: (to: number) => void;
};

export function StepRow({ pictureId, step, index, count, selected, onMove }: StepRowProps) {
  const { t } = useTranslation();
  const selectStep = useDocuments((state) => state.selectStep);
  const isReady = useResults((state) => step.enabled && stagesOf(state, pictureId).some((it) => it.step.id === step.id && it.stage !== null));
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
        onClick={() => { selectStep(pictureId, step.id); }}
      >
        <span className="step-number">{number}</span>
        <span className="step-label">{operationLabel(operation)}</span>
        <Summary operation={operation} step={step} />
        {isReady && <span className="step-ready" role="img" aria-label={t('steps.ready')} title={t('steps.ready')} />}
      </button>
      <IconButton label={t('steps.switch', { number })} aria-pressed={step.enabled} onClick={() => { switchStep(pictureId, step); }}>
        <Switch size={14} aria-hidden="true" />
      </IconButton>
      <Menu
        label={t('steps.menuOf', { number })}
        trigger={<EllipsisVertical size={14} aria-hidden="true" />}
        items={[
          { label: t('steps.moveUp'), icon: ArrowUp, keys: 'Alt+↑', disabled: index === 0, onSelect: () => { onMove(index - 1); } },
          { label: t('steps.moveDown'), icon: ArrowDown, keys: 'Alt+↓', disabled: index === count - 1, onSelect: () => { onMove(index + 1); } },
          { label: t('steps.duplicate'), icon: CopyPlus, onSelect: () => { duplicateStep(pictureId, step); } },
          { label: t('steps.delete'), icon: Trash2, keys: 'Del', onSelect: () => { deleteStep(pictureId, step); } },
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
    return parameter.kind === 'range' ? `${String(value)} ${parameter.unit}` : String(value);
  });
  const summary = words.join(' · ');
  return (
    <span className="step-summary" title={summary}>
      {summary}
    </span>
  );
}
