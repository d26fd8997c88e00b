/**
 * @file What the window is told of trainings: turns at once; how far they are, gathered over a second, and nothing of that
 * while nobody can see it. Used by main, knows nothing of Electron.
 *
 * The window draws anew at each message, which takes time from the training.
 */
import { isDeepStrictEqual } from 'node:util';
import type { StudioEvents } from '../../src-shared/studio-calls.ts';
import type { Measured, NewCheckpoint, TrainingSummary } from '../../src-shared/training.ts';
import type { StudioNews, TellStudioNews } from './studio-news.ts';

export type NewsGatherer = {
  readonly take: TellStudioNews;
  /** The window has come into sight: it is told what it missed. */
  seen(): void;
};

export type GathererSurroundings = {
  readonly tell: <N extends keyof StudioEvents>(name: N, value: StudioEvents[N]) => void;
  readonly isSeen: () => boolean;
  /** Null where there is none. */
  readonly lastCheckpoint: (id: string) => Promise<NewCheckpoint | null>;
};

/** Milliseconds. */
const gatheredOver = 1000;

export function gatherNews({ tell, isSeen, lastCheckpoint }: GathererSurroundings): NewsGatherer {
  /** As the window knows them, by id. */
  const known = new Map<string, TrainingSummary>();
  const summaries = new Map<string, TrainingSummary>();
  const measured = new Map<string, Measured>();
  const checkpoints = new Set<string>();
  let timer: NodeJS.Timeout | null = null;

  async function flush(): Promise<void> {
    timer = null;
    if (!isSeen() || summaries.size + measured.size + checkpoints.size === 0) return;
    const [told, names, ids] = [[...summaries.values()], [...measured.values()], [...checkpoints]];
    for (const summary of told) known.set(summary.id, summary);
    for (const gathered of [summaries, measured, checkpoints]) gathered.clear();
    const latest = await Promise.all(ids.map(lastCheckpoint));
    tell('training:progress', { summaries: told, measured: names, checkpoints: latest.filter((checkpoint) => checkpoint !== null) });
  }

  const flushSoon = () => {
    timer ??= setTimeout(() => void flush(), gatheredOver);
  };

  function takeSummary(summary: TrainingSummary): void {
    const before = known.get(summary.id);
    if (before && isDeepStrictEqual(withoutProgress(before), withoutProgress(summary))) {
      summaries.set(summary.id, summary);
      flushSoon();
      return;
    }
    known.set(summary.id, summary);
    summaries.delete(summary.id);
    tell('training:changed', summary);
  }

  function takeMeasured(one: Measured): void {
    const key = `${one.id} ${one.held}`;
    measured.set(key, { ...one, names: [...new Set([...(measured.get(key)?.names ?? []), ...one.names])] });
    flushSoon();
  }

  const pass = tell as TellStudioNews;

  return {
    take(name, value) {
      if (name === 'training:changed') takeSummary(value as StudioNews['training:changed']);
      else if (name === 'training:measured') takeMeasured(value as StudioNews['training:measured']);
      else if (name === 'training:checkpoint') {
        checkpoints.add((value as StudioNews['training:checkpoint']).id);
        flushSoon();
      } else pass(name, value);
    },
    seen: () => void flush(),
  };
}

const withoutProgress = (summary: TrainingSummary): TrainingSummary => ({ ...summary, step: 0, secondsPerStep: null, secondsLeft: null, megabytes: null });
