/** @file "Copy steps to…": which of the other pictures get the shown picture's steps. Renderer. */
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { copyStepsTo } from '../actions/documents.ts';
import { usePictures } from '../stores/pictures.ts';
import { Button } from '../ui/button.tsx';
import { DialogFrame } from '../ui/dialog-frame.tsx';
import { MiddleCut } from '../ui/middle-cut.tsx';

type CopyStepsDialogProps = { readonly pictureId: string; readonly open: boolean; readonly onClose: () => void };

export function CopyStepsDialog({ pictureId, open, onClose }: CopyStepsDialogProps) {
  const { t } = useTranslation();
  return (
    <DialogFrame open={open} onClose={onClose} title={t('steps.copyToTitle')}>
      <Choice pictureId={pictureId} onClose={onClose} />
    </DialogFrame>
  );
}

function Choice({ pictureId, onClose }: Pick<CopyStepsDialogProps, 'pictureId' | 'onClose'>) {
  const { t } = useTranslation();
  const others = usePictures((state) => state.pictures).filter((picture) => picture.id !== pictureId);
  const [chosen, setChosen] = useState<ReadonlySet<string>>(new Set());
  const toggle = (ids: readonly string[], on: boolean) => {
    setChosen((before) => new Set(on ? [...before, ...ids] : [...before].filter((id) => !ids.includes(id))));
  };
  return (
    <>
      <p className="quiet">{t('steps.copyToText')}</p>
      <label className="check-field">
        <input type="checkbox" checked={chosen.size === others.length} onChange={(event) => { toggle(others.map(({ id }) => id), event.target.checked); }} />
        {t('steps.copyToAll')}
      </label>
      <ul className="copy-steps-list">
        {others.map(({ id, name, path }) => (
          <li key={id}>
            <label className="check-field">
              <input type="checkbox" checked={chosen.has(id)} onChange={(event) => { toggle([id], event.target.checked); }} />
              <MiddleCut text={name} title={path} />
            </label>
          </li>
        ))}
      </ul>
      <div className="dialog-actions">
        <Button onClick={onClose}>{t('steps.cancel')}</Button>
        <Button
          tone="primary"
          disabled={chosen.size === 0}
          onClick={() => {
            copyStepsTo(pictureId, [...chosen]);
            onClose();
          }}
        >
          {t('steps.copyToRun', { count: chosen.size })}
        </Button>
      </div>
    </>
  );
}
