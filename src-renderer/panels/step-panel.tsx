/** @file The parameters of the selected step. Renderer. */
import { Grid2x2 } from 'lucide-react';
import { memo, useCallback } from 'react';
import { useTranslation } from 'react-i18next';
import { openBoard } from '../actions/board.ts';
import { changeParameter, operationOf } from '../actions/documents.ts';
import { operationLabel } from '../operation-texts.ts';
import { useShortcut } from '../shortcuts/words.ts';
import { selectedStep, useDocuments } from '../stores/documents.ts';
import { openPicture, usePictures } from '../stores/pictures.ts';
import { Hint } from '../ui/button.tsx';
import { MaskField } from './mask-field.tsx';
import { ParameterFields } from './parameter-fields.tsx';

type StepPanelProps = { readonly pictureId: string; readonly canCompare: boolean };

export const StepPanel = memo(function StepPanel({ pictureId, canCompare }: StepPanelProps) {
  const { t } = useTranslation();
  const shortcut = useShortcut('board');
  const step = useDocuments((state) => selectedStep(state, pictureId));
  const open = usePictures((state) => openPicture(state, pictureId));
  const change = useCallback((name: string, value: string | number) => {
    changeParameter(pictureId, selectedStep(useDocuments.getState(), pictureId)!, name, value);
  }, [pictureId]);
  if (!step) return null;
  const operation = operationOf(step);
  return (
    <section className="panel-section" aria-label={operationLabel(operation)}>
      <header className="panel-head">
        <h2>{operationLabel(operation)}</h2>
        <Hint text={t('board.open')} keys={shortcut}>
          <button type="button" className="bar-button" disabled={!canCompare} onClick={openBoard}>
            <Grid2x2 size={14} aria-hidden="true" />
            {t('board.openShort')}
          </button>
        </Hint>
      </header>
      <ParameterFields
        key={step.id}
        operation={operation}
        values={step.parameters}
        onChange={change}
      />
      {open && <MaskField subject={{ picture: open, step }} />}
    </section>
  );
});
