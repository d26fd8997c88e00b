/** @file The name of a training, how far it is, and what can be done with it. Renderer. */
import { Copy, Ellipsis, FolderOpen, Pause, Pencil, Play, Square, Terminal, Trash2 } from 'lucide-react';
import { memo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { canResume, isActive, type TrainingSummary } from '../../../src-shared/training.ts';
import { copyTrainingCommand, duplicateTraining, pauseTraining, resumeTraining, revealTraining, stopTraining } from '../../actions/training.ts';
import { formatCount, formatDuration } from '../../format.ts';
import { Button } from '../../ui/button.tsx';
import { FailureCard } from '../../ui/failure-card.tsx';
import { Menu } from '../../ui/menu.tsx';
import { MiddleCut } from '../../ui/middle-cut.tsx';
import { ProgressBar } from '../../ui/progress-bar.tsx';
import { stateWords } from '../state-words.ts';
import { DeleteDialog } from './delete-dialog.tsx';
import { RenameDialog } from './rename-dialog.tsx';

export function RunHeader({ summary, diskBytes }: { readonly summary: TrainingSummary; readonly diskBytes: number }) {
  const { t } = useTranslation();
  const { id, definition, state, step, steps, secondsLeft, failure } = summary;
  return (
    <header className="run-head">
      <Title id={id} name={definition.name} state={state} diskBytes={diskBytes} />
      <p className="run-progress">
        <span className="state-dot" data-state={state} aria-hidden="true" />
        <strong role="status">{stateWords(summary)}</strong>
        <span className="quiet">
          {t('training.stepOf', { step: formatCount(step), steps: formatCount(steps) })}
          {state === 'running' && secondsLeft !== null && ` · ${t('job.left', { time: formatDuration(secondsLeft * 1000) })}`}
        </span>
      </p>
      <ProgressBar label={t('job.progress')} done={steps === 0 ? 0 : step / steps} />
      {state === 'interrupted' && failure === null && <p className="run-interrupted">{t('training.interruptedStory')}</p>}
      {failure && <FailureCard failure={failure} />}
    </header>
  );
}

type TitleProps = Pick<TrainingSummary, 'id' | 'state'> & { readonly name: string; readonly diskBytes: number };

/** Apart from the progress, which is drawn every second. */
const Title = memo(function Title({ id, name, state, diskBytes }: TitleProps) {
  const { t } = useTranslation();
  const [dialog, setDialog] = useState<'rename' | 'delete' | null>(null);
  const close = () => {
    setDialog(null);
  };
  return (
    <div className="run-title">
      <h2>
        <MiddleCut text={name} />
      </h2>
      <Controls id={id} state={state} />
      <Menu
        label={t('training.more')}
        trigger={<Ellipsis size={16} aria-hidden="true" />}
        items={[
          { label: t('training.duplicate'), icon: Copy, onSelect: () => void duplicateTraining(id) },
          { label: t('training.copyCommand'), icon: Terminal, onSelect: () => void copyTrainingCommand(id) },
          { label: t('info.reveal'), icon: FolderOpen, onSelect: () => void revealTraining(id) },
          { label: t('training.rename'), icon: Pencil, onSelect: () => setDialog('rename') },
          { label: t('training.delete'), icon: Trash2, disabled: isActive({ state }), onSelect: () => setDialog('delete') },
        ]}
      />
      {dialog === 'rename' && <RenameDialog id={id} name={name} onClose={close} />}
      {dialog === 'delete' && <DeleteDialog id={id} name={name} diskBytes={diskBytes} onClose={close} />}
    </div>
  );
});

function Controls({ id, state }: Pick<TrainingSummary, 'id' | 'state'>) {
  const { t } = useTranslation();
  const works = isActive({ state }) || state === 'queued';
  return (
    <>
      {canResume({ state }) && (
        <Button tone="primary" onClick={() => void resumeTraining(id)}>
          <Play size={14} aria-hidden="true" />
          {t('training.resume')}
        </Button>
      )}
      {works && (
        <>
          <Button disabled={state === 'pausing'} onClick={() => void pauseTraining(id)}>
            <Pause size={14} aria-hidden="true" />
            {t('training.pause')}
          </Button>
          <Button disabled={state === 'pausing'} onClick={() => void stopTraining(id)}>
            <Square size={14} aria-hidden="true" />
            {t('training.stop')}
          </Button>
        </>
      )}
    </>
  );
}
