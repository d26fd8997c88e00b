/**
 * @file What to try after a device gave a bad picture, ran out of memory or failed: a smaller tile, the next device, at
 * last the CPU. Pure; runs in the engine.
 */
import { type Note, note, problemValues } from '../../src-shared/note.ts';
import { type Provider, providerLabels } from '../../src-shared/device.ts';
import type { Failure, FailureCode } from '../../src-shared/failure.ts';

export type Attempt = { readonly provider: Provider; /** Longest tile side in input pixels. */ readonly tile: number };

/** Below this a tile is mostly overlap, and memory is not what fails. */
const smallestTile = 64;
const retried: ReadonlySet<FailureCode> = new Set(['device-failed', 'out-of-memory', 'output-bad']);

/** Each device with the tile asked for, then with half of it; the CPU, behind which nothing stands, with a quarter too. */
export function planAttempts(devices: readonly Provider[], tile: number): Attempt[] {
  return devices.flatMap((provider) => {
    const sides = provider === 'cpu' ? [tile, tile / 2, tile / 4] : [tile, tile / 2];
    return sides.filter((side, index) => index === 0 || side >= smallestTile).map((side) => ({ provider, tile: Math.floor(side) }));
  });
}

/** The attempts left after `failed`; none where another try cannot help. A device that cannot even start is left at once. */
export function attemptsAfter(attempts: readonly Attempt[], failed: Failure, started: boolean): readonly Attempt[] {
  if (!retried.has(failed.code)) return [];
  const [current, ...rest] = attempts;
  return started ? rest : rest.filter((it) => it.provider !== current?.provider);
}

/** For the job's details. */
export const retryNote = (failed: Failure, from: Attempt, to: Attempt): Note =>
  from.provider === to.provider ? note('retried-tile', { ...problemValues(failed), side: to.tile }) : note('retried-device', { ...problemValues(failed), device: providerLabels[to.provider] });
