/** @file The pictures of a checkpoint, asked for one checkpoint at a time however fast the slider moves. Renderer. */
import { useEffect, useState } from 'react';
import type { PreviewRow } from '../../../src-shared/training.ts';
import { call } from '../../api/bridge.ts';
import { createLatest } from './latest.ts';

type Question = { readonly id: string; readonly step: number };
type Known = { readonly step: number; readonly rows: readonly PreviewRow[] };

/** Addresses alone, a few kilobytes a checkpoint; those of a training whose screen was left are forgotten. */
const keptCheckpoints = 1000;

/** What was last known until the pictures of `step` are: the slider never leaves a gap. null where there are none yet. */
export function usePreviews(id: string, step: number | null): Known | null {
  const [known, setKnown] = useState<Known | null>(null);
  const [ask] = useState(() => {
    const kept = new Map<number, readonly PreviewRow[]>();
    return createLatest(async ({ id: training, step: wanted }: Question) => {
      const rows = kept.get(wanted) ?? (await call('training:previews', { id: training, step: wanted }));
      if (kept.size < keptCheckpoints && rows.length > 0) kept.set(wanted, rows);
      setKnown({ step: wanted, rows });
    });
  });
  useEffect(() => {
    if (step !== null) ask({ id, step });
  }, [id, step]);
  return step === null ? null : known;
}
