/** @file How a training stands, from what its trainer tells. Pure; used by main. */
import type { Diagnosis } from '../../src-shared/diagnosis.ts';
import { recipeOf } from '../../src-shared/training-definition.ts';
import type { TrainingEvent } from '../../src-shared/trainer-messages.ts';
import type { TrainingSummary } from '../../src-shared/training.ts';
import type { TrainingRecord } from './training-record.ts';

/** What holds only while a trainer runs, but for the diagnoses, which stay until it runs again. */
export type Live = { readonly phase: 'examining' | 'estimating' | 'running' | 'pausing' | null; readonly secondsLeft: number | null; readonly diagnoses: readonly Diagnosis[] };
export const resting: Live = { phase: null, secondsLeft: null, diagnoses: [] };

type Standing = { readonly record: TrainingRecord; readonly live: Live };

export function afterEvent({ record, live }: Standing, event: TrainingEvent): { record: Partial<TrainingRecord>; live: Live } {
  switch (event.event) {
    case 'preparing':
      return { record: {}, live: { ...live, phase: event.phase === 'estimate' ? 'estimating' : 'examining' } };
    case 'estimated':
      return { record: { megabytes: event.megabytes, secondsPerStep: event.secondsPerStep }, live: { ...live, secondsLeft: event.seconds } };
    case 'started': {
      const { step, steps, pictures, heldOut, parameters, device } = event;
      return { record: { step, steps, pictures, heldOut, parameters, device }, live: { ...live, phase: 'running' } };
    }
    case 'trained':
      return { record: { step: event.step, secondsPerStep: event.secondsPerStep }, live: { ...live, secondsLeft: event.secondsLeft } };
    case 'checkpoint':
    case 'rolled-back':
      return { record: { step: event.event === 'checkpoint' ? event.step : event.to }, live };
    case 'diagnosed':
      return { record: {}, live: { ...live, diagnoses: event.diagnoses } };
    default:
      return { record: { step: record.step }, live };
  }
}

type Besides = Live & { readonly place: number | null; readonly yielding: boolean };

export function summaryOf(id: string, record: TrainingRecord, { phase, secondsLeft, diagnoses, place, yielding }: Besides): TrainingSummary {
  const { definition, failure, pauseReason, createdAt, step, steps, secondsPerStep, megabytes, device, pictures, heldOut, parameters } = record;
  const state = record.state === 'active' ? (phase ?? 'examining') : record.state;
  return { id, definition, recipe: recipeOf(definition), state, place, failure, pauseReason, createdAt, step, steps, secondsPerStep, secondsLeft, megabytes, device, yielding, pictures, heldOut, parameters, diagnoses };
}
