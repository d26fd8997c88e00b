/** @file The discriminator's view over any preview: whose it is, what it says, and that it takes a moment. Renderer. */
import { useEffect, useId, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Failure } from '../../../src-shared/failure.ts';
import type { PreviewRowName } from '../../../src-shared/preview-files.ts';
import type { PreviewRow } from '../../../src-shared/training.ts';
import { call } from '../../api/bridge.ts';
import { formatCount } from '../../format.ts';
import { FailureCard } from '../../ui/failure-card.tsx';
import { createLatest } from './latest.ts';
import { PreviewGrid } from './preview-grid.tsx';

/** The discriminator of the step that a picture is of, or that of one checkpoint. */
export type Judge = 'then' | number;
export type AskedPicture = { readonly step: number; readonly what: string; readonly row: PreviewRowName; readonly index: number };
type View = { /** Addresses, for each picture that was asked for; absent where there is none. */ readonly maps: readonly (string | undefined)[]; readonly waits: boolean; readonly failure: Failure | null };

/** The same one always, so that nothing draws it anew. */
const none: readonly string[] = [];

/** What was chosen where that is possible, else the newest that can be asked. */
export function judgeOf(wanted: Judge, { judges, hasHeat }: { readonly judges: readonly number[]; readonly hasHeat: boolean }): Judge | null {
  if (wanted === 'then' ? hasHeat : judges.includes(wanted)) return wanted;
  return hasHeat ? 'then' : (judges.at(-1) ?? null);
}

/** `then`: what was written with the pictures, for each of them; the view of another is made when it is asked for. */
export function useJudge(id: string, judge: Judge | null, pictures: readonly AskedPicture[], then: View['maps']): View {
  const [answer, setAnswer] = useState<{ readonly key: string; readonly maps: readonly string[]; readonly failure: Failure | null } | null>(null);
  const [ask] = useState(() =>
    createLatest(async (question: { readonly key: string; readonly id: string; readonly judge: number; readonly pictures: readonly AskedPicture[] }) => {
      const { key, ...rest } = question;
      const judged = await call('training:judge', { ...rest, pictures: [...rest.pictures] });
      setAnswer(judged.ok ? { key, maps: judged.value, failure: null } : { key, maps: [], failure: judged.error });
    }),
  );
  const key = JSON.stringify([judge, pictures]);
  const asks = typeof judge === 'number' && pictures.length > 0;
  useEffect(() => {
    if (asks) ask({ key, id, judge, pictures });
  }, [id, key, asks]);
  if (judge === 'then') return { maps: then, waits: false, failure: null };
  if (!asks || answer?.key !== key) return { maps: none, waits: asks, failure: null };
  return { maps: answer.maps, waits: false, failure: answer.failure };
}

export function JudgeState({ view: { waits, failure } }: { readonly view: View }) {
  const { t } = useTranslation();
  if (failure) return <FailureCard failure={failure} />;
  return waits ? (
    <p className="quiet pictures-note" role="status">
      {t('studio.judging')}
    </p>
  ) : null;
}

type JudgeChoiceProps = { readonly judge: Judge; readonly judges: readonly number[]; /** Whether what is shown was judged when it was made. */ readonly hasThen: boolean; readonly onChange: (judge: Judge) => void };

export function JudgeChoice({ judge, judges, hasThen, onChange }: JudgeChoiceProps) {
  const { t } = useTranslation();
  const id = useId();
  return (
    <div className="judge-choice">
      <label htmlFor={id}>{t('studio.judge')}</label>
      <select
        id={id}
        value={String(judge)}
        onChange={(event) => {
          onChange(event.target.value === 'then' ? 'then' : Number(event.target.value));
        }}
      >
        {hasThen && <option value="then">{t('studio.judgeThen')}</option>}
        {judges.toReversed().map((step) => (
          <option key={step} value={step}>
            {t('training.step', { step: formatCount(step) })}
          </option>
        ))}
      </select>
    </div>
  );
}

type JudgedGridProps = { readonly id: string; readonly step: number; readonly what: string; readonly rows: readonly PreviewRow[]; readonly judge: Judge | null; readonly onCompare: (index: number) => void };

export function JudgedGrid({ id, step, what, rows, judge, onCompare }: JudgedGridProps) {
  const outputs = rows.find(({ row }) => row === 'output')?.pictures ?? [];
  const view = useJudge(id, judge, outputs.map((_, index): AskedPicture => ({ step, what, row: 'output', index })), rows.find(({ row }) => row === 'heat')?.pictures ?? none);
  return (
    <>
      <JudgeState view={view} />
      <PreviewGrid rows={rows} heats={view.maps} onCompare={onCompare} />
    </>
  );
}
