/** @file What a failed job can be run again with. Pure; used by main. */
import type { Failure, FailureCode } from '../../src-shared/failure.ts';
import type { Remedy } from '../../src-shared/job.ts';

/** How many times smaller the engine has tried tiles by itself before it failed so; at last it did on the CPU. */
const triedTiles: Partial<Record<FailureCode, number>> = { 'out-of-memory': 4, 'device-failed': 4, 'output-bad': 4, 'engine-crashed': 1 };

/** Below this a tile is mostly overlap. */
const smallestTile = 64;

/** `tile` is the side, in input pixels, that the job began with. Nothing is offered that the engine has tried already. */
export function remediesFor({ code }: Failure, tile: number): Remedy[] {
  const tried = triedTiles[code];
  if (tried === undefined) return [];
  const smaller = Math.floor(tile / tried / 2);
  return smaller >= smallestTile ? [{ tile: smaller }] : [];
}
