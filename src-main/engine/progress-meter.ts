/**
 * @file Progress of a whole job and the time it has left: tiles by their measured pace, decoding and encoding by what a
 * megapixel usually takes. Pure but for the clock; runs in the engine.
 */
import type { Progress } from '../../src-shared/job.ts';

export type ProgressMeter = {
  readonly enter: (phase: Progress['phase']) => void;
  /** Begins the tiles, again after a retry. */
  readonly planTiles: (total: number) => void;
  /** A tile is done. Tiles are alike in size, so their pace is averaged. */
  readonly tileDone: () => void;
};

/** Milliseconds a megapixel of result for encoding and verifying, measured with PNG, the slowest common format. */
const encodeMsPerMegapixel = 250;

export function createProgressMeter(
  report: (progress: Progress) => void,
  resultMegapixels: number,
  now: () => number = () => performance.now(),
): ProgressMeter {
  const startedAt = now();
  let phase: Progress['phase'] = 'decode';
  let tiles = { total: 0, done: 0, startedAt };
  let encodeStartedAt: number | undefined;

  const remainingMs = (): number | undefined => {
    const encode = resultMegapixels * encodeMsPerMegapixel;
    if (encodeStartedAt !== undefined) return Math.max(0, encode - (now() - encodeStartedAt));
    if (tiles.done === 0) return undefined;
    return ((now() - tiles.startedAt) / tiles.done) * (tiles.total - tiles.done) + encode;
  };
  const tell = () => {
    const left = remainingMs();
    if (left === undefined) return report({ phase, done: 0 });
    // Time gone against the whole time: it grows even where the pace slows down.
    const elapsed = now() - startedAt;
    report({ phase, done: elapsed === 0 ? 0 : elapsed / (elapsed + left), remainingMs: left });
  };

  return {
    enter(entered) {
      phase = entered;
      if (entered === 'encode') encodeStartedAt = now();
      tell();
    },
    planTiles(total) {
      tiles = { total, done: 0, startedAt: now() };
    },
    tileDone() {
      tiles.done += 1;
      tell();
    },
  };
}
