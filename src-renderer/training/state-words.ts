/** @file What a training is doing, in words. Renderer. */
import type { TrainingSummary } from '../../src-shared/training.ts';
import { t } from '../i18n.ts';

export function stateWords({ state, place, yielding, pauseReason }: Pick<TrainingSummary, 'state' | 'place' | 'yielding' | 'pauseReason'>): string {
  if (state === 'queued' && place !== null) return t('training.place', { place });
  if (state === 'running' && yielding) return t('training.yielding');
  if (state === 'paused' && pauseReason !== null) return t(`training.pauseReasons.${pauseReason}`);
  return t(`training.states.${state}`);
}
