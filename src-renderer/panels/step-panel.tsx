/** @file The parameters of the selected step. Renderer. */
import { Grid2x2 } from 'lucide-react';
import { memo, useCallback } from 'react';
import { useTranslation } from 'react-i18next';
import type { Picture } from '../../src-shared/ipc.ts';
import { openBoard } from '../actions/board.ts';
import { changeParameter, operationOf } from '../actions/documents.ts';
import { operationLabel } from '../operation-texts.ts';
import { useShortcut } from '../shortcuts/words.ts';
import { selectedStep, useDocuments } from '../stores/documents.ts';
import { isOpen } from '../stores/pictures.ts';
import { Hint } from '../ui/button.tsx';
import { MaskField } from './mask-field.tsx';
import { ParameterFields } from './parameter-fields.tsx';

export const StepPanel = memo(function StepPanel({ picture }: { readonly picture: Picture }) {
  const { t } = useTranslation();
  const shortcut = useShortcut('board');
  const pictureId = picture.id;
  const step = useDocuments((state) => selectedStep(state, pictureId));
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
          <button type="button" className="bar-button" disabled={!isOpen(picture)} onClick={openBoard}>
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
      {isOpen(picture) && <MaskField subject={{ picture, step }} />}
    </section>
  );
});
