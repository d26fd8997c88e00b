/** @file Asks before a training is deleted, with the disk that this frees. Renderer. */
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Failure } from '../../../src-shared/failure.ts';
import { deleteTraining } from '../../actions/training.ts';
import { formatBytes } from '../../format.ts';
import { Button } from '../../ui/button.tsx';
import { DialogFrame } from '../../ui/dialog-frame.tsx';
import { FailureCard } from '../../ui/failure-card.tsx';

type DeleteDialogProps = { readonly id: string; readonly name: string; readonly diskBytes: number; readonly onClose: () => void };

export function DeleteDialog({ id, name, diskBytes, onClose }: DeleteDialogProps) {
  const { t } = useTranslation();
  const [failure, setFailure] = useState<Failure | null>(null);
  const [deleting, setDeleting] = useState(false);
  const remove = async () => {
    setDeleting(true);
    setFailure(await deleteTraining(id));
    setDeleting(false);
  };
  return (
    <DialogFrame open title={t('training.deleting.title')} onClose={onClose}>
      <p>{t('training.deleting.question', { name, size: formatBytes(diskBytes) })}</p>
      <p className="quiet">{t('training.deleting.story')}</p>
      {failure && <FailureCard failure={failure} />}
      <div className="dialog-actions">
        <Button onClick={onClose}>{t('panel.cancel')}</Button>
        <Button tone="primary" disabled={deleting} onClick={() => void remove()}>
          {t('training.deleting.delete')}
        </Button>
      </div>
    </DialogFrame>
  );
}
