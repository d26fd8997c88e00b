/** @file The time slider, what is known of the checkpoint it stands at, and what can be made of that. Renderer. */
import { ChevronLeft, ChevronRight, Ellipsis, Sparkles, Star, Trash2 } from 'lucide-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Checkpoints } from '../../../src-shared/training.ts';
import { formatCount, formatMeasure } from '../../format.ts';
import { type TrainingShown, useTraining } from '../../stores/training.ts';
import { Button, IconButton } from '../../ui/button.tsx';
import { Menu } from '../../ui/menu.tsx';
import { curveName } from './curve-name.ts';
import { ForgetDialog } from './forget-dialog.tsx';
import { MakeModelDialog } from './make-model-dialog.tsx';
import { TimeSlider } from './time-slider.tsx';

type CheckpointBarProps = {
  readonly training: TrainingShown;
  readonly checkpoints: Checkpoints;
  /** Of the checkpoints that have pictures; `step` is one of them. */
  readonly steps: readonly number[];
  readonly step: number;
};

export function CheckpointBar({ training, checkpoints: { checkpoints, best, measure }, steps, step }: CheckpointBarProps) {
  const { t } = useTranslation();
  const chooseStep = useTraining((state) => state.chooseStep);
  const [dialog, setDialog] = useState<'make' | 'forget' | null>(null);
  const close = () => {
    setDialog(null);
  };
  const place = steps.indexOf(step);
  const checkpoint = checkpoints.find((it) => it.step === step);
  const measured = checkpoint?.metrics[measure.name];
  // The last stays the last when another comes.
  const choose = (wanted: number | undefined) => {
    if (wanted !== undefined) chooseStep(wanted === steps.at(-1) ? null : wanted);
  };
  return (
    <div className="checkpoint-bar">
      <div className="checkpoint-time">
        <IconButton label={t('training.previews.stepBack')} disabled={place <= 0} onClick={() => { choose(steps[place - 1]); }}>
          <ChevronLeft size={16} />
        </IconButton>
        <TimeSlider label={t('training.previews.time')} steps={steps} step={step} best={best} onChange={choose} />
        <IconButton label={t('training.previews.stepOn')} disabled={place >= steps.length - 1} onClick={() => { choose(steps[place + 1]); }}>
          <ChevronRight size={16} />
        </IconButton>
        {best !== null && steps.includes(best) && (
          <Button
            disabled={step === best}
            onClick={() => {
              choose(best);
            }}
          >
            <Star size={14} aria-hidden="true" />
            {t('training.previews.toBest')}
          </Button>
        )}
      </div>
      <div className="checkpoint-facts">
        <strong>{t('training.step', { step: formatCount(step) })}</strong>
        {step === best && (
          <span className="best-mark">
            <Star size={14} aria-hidden="true" />
            {t('training.previews.best')}
          </span>
        )}
        {measured !== undefined && (
          <span className="quiet">
            {curveName(measure.name)} {formatMeasure(measured)} ({t(`training.previews.better.${measure.better}`)})
          </span>
        )}
        <span className="top-bar-space" />
        {checkpoint?.usable === false && <span className="quiet">{t(step === 0 ? 'studio.beginning' : 'training.previews.gone')}</span>}
        <Button
          tone="primary"
          disabled={checkpoint?.usable !== true}
          onClick={() => {
            setDialog('make');
          }}
        >
          <Sparkles size={14} aria-hidden="true" />
          {t('training.make.open')}
        </Button>
        {checkpoint?.usable === true && (
          <Menu
            label={t('studio.moreOfCheckpoint')}
            trigger={<Ellipsis size={16} aria-hidden="true" />}
            items={[{ label: t('studio.forget'), icon: Trash2, onSelect: () => { setDialog('forget'); } }]}
          />
        )}
      </div>
      {dialog === 'make' && <MakeModelDialog training={training} step={step} onClose={close} />}
      {dialog === 'forget' && checkpoint && <ForgetDialog id={training.id} checkpoint={checkpoint} onClose={close} />}
    </div>
  );
}
