/** @file The held-out pictures of a training through its checkpoints: as a grid, or two checkpoints under the slider. Renderer. */
import { Columns2, LayoutGrid } from 'lucide-react';
import { useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Checkpoints, PreviewRow } from '../../../src-shared/training.ts';
import { t as translate } from '../../i18n.ts';
import { type TrainingShown, useTraining } from '../../stores/training.ts';
import { Button } from '../../ui/button.tsx';
import { Segmented } from '../../ui/segmented.tsx';
import { CheckpointBar } from './checkpoint-bar.tsx';
import { CheckpointCompare } from './checkpoint-compare.tsx';
import { type Judge, JudgeChoice, JudgedGrid, judgeOf } from './judge.tsx';
import { usePreviews } from './use-previews.ts';

type Whats = PreviewRow['what'];
const noRows: readonly PreviewRow[] = [];

export function PicturesTab({ training, checkpoints }: { readonly training: TrainingShown; readonly checkpoints: Checkpoints }) {
  const { t } = useTranslation();
  const steps = checkpoints.checkpoints.filter(({ previews }) => previews).map(({ step }) => step);
  const chosen = useTraining((state) => state.chosenStep);
  const step = chosen !== null && steps.includes(chosen) ? chosen : (steps.at(-1) ?? null);
  const known = usePreviews(training.id, step);
  const [wantedWhat, setWhat] = useState<Whats | null>(null);
  const [compared, setCompared] = useState<number | null>(null);
  const [heat, setHeat] = useState(false);
  const [wantedJudge, setJudge] = useState<Judge>('then');

  const rows = known?.rows ?? noRows;
  const whats = [...new Set(rows.map(({ what }) => what))];
  const what = wantedWhat !== null && whats.includes(wantedWhat) ? wantedWhat : (whats[0] ?? '');
  const shown = useMemo(() => rows.filter((row) => row.what === what), [rows, what]);
  if (step === null) return <p className="training-message quiet">{t(training.state === 'queued' ? 'training.previews.queued' : 'training.previews.none')}</p>;
  const judges = checkpoints.checkpoints.filter((it) => it.judges).map((it) => it.step);
  const hasHeat = shown.some(({ row, pictures }) => row === 'heat' && pictures.length > 0);
  const judge = heat ? judgeOf(wantedJudge, { judges, hasHeat }) : null;
  return (
    <div className="pictures-tab">
      <div className="pictures-tools">
        {whats.length > 1 && <Segmented label={t(whats.includes('looks') ? 'training.curves.show' : 'training.previews.way')} value={what} options={whats.map((value) => ({ value, label: whatName(value) }))} onChange={setWhat} />}
        <Button
          aria-pressed={compared !== null}
          onClick={() => {
            setCompared(compared === null ? 0 : null);
          }}
        >
          {compared === null ? <Columns2 size={14} aria-hidden="true" /> : <LayoutGrid size={14} aria-hidden="true" />}
          {t(compared === null ? 'training.previews.compare' : 'training.previews.grid')}
        </Button>
        {(hasHeat || judges.length > 0) && (
          <label className="check-field" title={t('training.previews.heatHelp')}>
            <input
              type="checkbox"
              checked={heat}
              onChange={(event) => {
                setHeat(event.target.checked);
              }}
            />
            {t('training.previews.heat')}
          </label>
        )}
        {judge !== null && <JudgeChoice judge={judge} judges={judges} hasThen={hasHeat} onChange={setJudge} />}
      </div>
      {judge !== null && <p className="quiet pictures-note">{t('training.previews.heatHelp')}</p>}
      {compared === null ? (
        <JudgedGrid id={training.id} step={known?.step ?? step} what={what} rows={shown} judge={judge} onCompare={setCompared} />
      ) : (
        <CheckpointCompare id={training.id} what={what} rows={shown} step={step} steps={steps} index={Math.min(compared, Math.max(0, (shown[0]?.pictures.length ?? 0) - 1))} onIndex={setCompared} judge={judge} />
      )}
      <CheckpointBar training={training} checkpoints={checkpoints} steps={steps} step={step} />
    </div>
  );
}

const whatName = (what: string): string => (what === 'ab' || what === 'ba' || what === 'enlarged' || what === 'filled' || what === 'looks' ? translate(`training.previews.whats.${what}`) : what);
