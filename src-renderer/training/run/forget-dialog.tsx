/** @file Asks before the weights of a checkpoint are forgotten, with the disk that this frees. Renderer. */
import { useTranslation } from 'react-i18next';
import type { CheckpointSummary } from '../../../src-shared/training.ts';
import { forgetCheckpoint } from '../../actions/training.ts';
import { formatBytes, formatCount } from '../../format.ts';
import { Button } from '../../ui/button.tsx';
import { DialogFrame } from '../../ui/dialog-frame.tsx';

type ForgetDialogProps = { readonly id: string; readonly checkpoint: CheckpointSummary; readonly onClose: () => void };

export function ForgetDialog({ id, checkpoint: { step, bytes }, onClose }: ForgetDialogProps) {
  const { t } = useTranslation();
  return (
    <DialogFrame open title={t('studio.forgetTitle')} onClose={onClose}>
      <p>{t('studio.forgetStory', { step: formatCount(step) })}</p>
      <p className="quiet">{bytes > 0 ? t('studio.frees', { size: formatBytes(bytes) }) : t('studio.forgetNothing')}</p>
      <div className="dialog-actions">
        <Button onClick={onClose}>{t('panel.cancel')}</Button>
        <Button tone="primary" onClick={() => void forgetCheckpoint(id, step).then(onClose)}>
          {t('studio.forgetIt')}
        </Button>
      </div>
    </DialogFrame>
  );
}
