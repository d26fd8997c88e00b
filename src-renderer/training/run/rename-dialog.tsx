/** @file Another name for a training. Renderer. */
import { useId, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { renameTraining } from '../../actions/training.ts';
import { Button } from '../../ui/button.tsx';
import { DialogFrame } from '../../ui/dialog-frame.tsx';

export function RenameDialog({ id, name, onClose }: { readonly id: string; readonly name: string; readonly onClose: () => void }) {
  const { t } = useTranslation();
  const [wanted, setWanted] = useState(name);
  const field = useId();
  return (
    <DialogFrame open focusFirst title={t('training.rename')} onClose={onClose}>
      <form
        className="training-form"
        onSubmit={(event) => {
          event.preventDefault();
          if (wanted.trim() !== '') void renameTraining(id, wanted).then(onClose);
        }}
      >
        <div className="training-choice">
          <label htmlFor={field}>{t('training.name')}</label>
          <input
            id={field}
            type="text"
            maxLength={100}
            value={wanted}
            onChange={(event) => {
              setWanted(event.target.value);
            }}
          />
        </div>
        <div className="dialog-actions">
          <Button onClick={onClose}>{t('panel.cancel')}</Button>
          <Button tone="primary" type="submit" disabled={wanted.trim() === ''}>
            {t('training.rename')}
          </Button>
        </div>
      </form>
    </DialogFrame>
  );
}
