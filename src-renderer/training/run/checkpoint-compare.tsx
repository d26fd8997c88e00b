/** @file One held-out picture of two checkpoints, or of one and its source, under the before/after slider. Renderer. */
import { ChevronLeft, ChevronRight } from 'lucide-react';
import { useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { PreviewRow } from '../../../src-shared/training.ts';
import { SplitHandle } from '../../compare/split-handle.tsx';
import { formatCount } from '../../format.ts';
import { IconButton } from '../../ui/button.tsx';
import { MiddleCut } from '../../ui/middle-cut.tsx';
import { Segmented } from '../../ui/segmented.tsx';
import { type AskedPicture, type Judge, JudgeState, useJudge } from './judge.tsx';
import { TimeSlider } from './time-slider.tsx';
import { usePreviews } from './use-previews.ts';

type CheckpointCompareProps = {
  readonly id: string;
  readonly what: string;
  /** Of the chosen checkpoint, which is B. */
  readonly rows: readonly PreviewRow[];
  readonly step: number;
  readonly steps: readonly number[];
  readonly index: number;
  readonly onIndex: (index: number) => void;
  /** Whose view lies over both; null: none. */
  readonly judge: Judge | null;
};

const pictureOf = (rows: readonly PreviewRow[], wanted: PreviewRow['row'], index: number): string | undefined => rows.find(({ row }) => row === wanted)?.pictures[index];

export function CheckpointCompare({ id, what, rows, step, steps, index, onIndex, judge }: CheckpointCompareProps) {
  const { t } = useTranslation();
  const [against, setAgainst] = useState<'input' | 'checkpoint'>('input');
  const [wantedA, setStepA] = useState<number | null>(null);
  const stepA = wantedA !== null && steps.includes(wantedA) ? wantedA : steps[0]!;
  const knownA = usePreviews(id, against === 'checkpoint' ? stepA : null);
  const front = useRef<HTMLDivElement>(null);
  const count = rows[0]?.pictures.length ?? 0;
  const b = pictureOf(rows, 'output', index);
  const rowsOfA = knownA?.rows.filter((row) => row.what === what) ?? [];
  const a = against === 'input' ? pictureOf(rows, 'input', index) : pictureOf(rowsOfA, 'output', index);
  const left: AskedPicture = against === 'input' ? { step, what, row: 'input', index } : { step: stepA, what, row: 'output', index };
  const asked: AskedPicture[] = [left, { step, what, row: 'output', index }];
  const view = useJudge(id, judge, asked, [against === 'input' ? undefined : pictureOf(rowsOfA, 'heat', index), pictureOf(rows, 'heat', index)]);
  const [heatOfA, heatOfB] = view.maps;
  const look = rows.find(({ row }) => row === 'output')?.names?.[index];
  const nameA = against === 'input' ? t('training.previews.rows.input') : t('training.step', { step: formatCount(stepA) });
  return (
    <div className="checkpoint-compare">
      <div className="compare-tools">
        <IconButton label={t('training.previews.previous')} disabled={index === 0} onClick={() => { onIndex(index - 1); }}>
          <ChevronLeft size={16} />
        </IconButton>
        <span>{t('training.previews.place', { number: index + 1, total: count })}</span>
        {look !== undefined && <strong className="compare-look"><MiddleCut text={look} /></strong>}
        <IconButton label={t('training.previews.next')} disabled={index >= count - 1} onClick={() => { onIndex(index + 1); }}>
          <ChevronRight size={16} />
        </IconButton>
        <Segmented
          label={t('training.previews.against')}
          value={against}
          options={(['input', 'checkpoint'] as const).map((value) => ({ value, label: t(`training.previews.againsts.${value}`) }))}
          onChange={setAgainst}
        />
        {against === 'checkpoint' && <TimeSlider label={t('training.previews.earlier')} steps={steps} step={stepA} best={null} onChange={setStepA} />}
      </div>
      <JudgeState view={view} />
      <div className="compare-stage">
        {b !== undefined && <img src={b} alt={t('training.previews.outputOf', { number: index + 1, step: formatCount(step) })} decoding="async" />}
        {heatOfB !== undefined && <img className="preview-heat" src={heatOfB} alt="" decoding="async" />}
        <div ref={front} className="compare-front">
          {a !== undefined && <img src={a} alt={nameA} decoding="async" />}
          {heatOfA !== undefined && <img className="preview-heat" src={heatOfA} alt="" decoding="async" />}
        </div>
        <SplitHandle
          axis="horizontal"
          before={nameA}
          after={t('training.step', { step: formatCount(step) })}
          onSplit={(share) => {
            front.current!.style.clipPath = `inset(0 ${(1 - share) * 100}% 0 0)`;
          }}
        />
      </div>
    </div>
  );
}
