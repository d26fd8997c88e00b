/** @file What becomes of a training when its trainer has ended: from its answer to a state. Pure; used by main. */
import type { Failure } from '../../src-shared/failure.ts';
import type { Result } from '../../src-shared/result.ts';
import type { PauseReason } from '../../src-shared/training.ts';
import type { TrainingRecord } from './training-record.ts';

type Ending = Pick<TrainingRecord, 'state' | 'failure' | 'pauseReason'>;

/** `wanted`: what the user asked for meanwhile. */
export function endingOf(result: Result<number>, steps: number, wanted: 'pause' | 'stop' | null): Ending {
  if (!result.ok) return failedEnding(result.error);
  const state = result.value >= steps ? 'done' : wanted === 'stop' ? 'stopped' : 'paused';
  return { state, failure: null, pauseReason: null };
}

function failedEnding(error: Failure): Ending {
  const pauseReason = reasonOf(error);
  const state = pauseReason ? 'paused' : error.code === 'engine-crashed' ? 'interrupted' : 'failed';
  return { state, failure: error, pauseReason };
}

/** What ends by itself once the cause is gone is a pause. */
function reasonOf({ code }: Failure): PauseReason | null {
  if (code === 'disk-full') return 'disk-full';
  if (code === 'device-failed' || code === 'out-of-memory') return 'device-lost';
  return code === 'file-missing' ? 'folder-missing' : null;
}
