/** @file Which ends of trainings are worth a notification: those that nobody asked for, and success. Pure; used by main. */
import { isActive, type TrainingSummary } from '../../src-shared/training.ts';

export type End = 'trainingDone' | 'trainingPaused' | 'trainingFailed';

/** Told every change of every training; answers once at an end. */
export function endToTell(): (summary: TrainingSummary) => End | null {
  const active = new Set<string>();
  return (summary) => {
    if (isActive(summary)) {
      active.add(summary.id);
      return null;
    }
    if (!active.delete(summary.id)) return null;
    if (summary.state === 'done') return 'trainingDone';
    if (summary.pauseReason) return 'trainingPaused';
    return summary.failure ? 'trainingFailed' : null;
  };
}
