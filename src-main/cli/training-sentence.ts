/** @file What a training tells, as sentences. Pure; command line. */
import { type Provider, providerLabels } from '../../src-shared/device.ts';
import type { TrainingEvent } from '../../src-shared/trainer-messages.ts';
import { diagnosisSentence } from './diagnosis-sentence.ts';
import { assertNever } from '../../src-shared/result.ts';

export function trainingSentence(event: TrainingEvent): string {
  switch (event.event) {
    case 'skipped':
      return `left out: ${event.path}: ${event.message}`;
    case 'preparing':
      return { pictures: 'looking at the pictures', networks: 'building the networks', estimate: 'measuring a few steps' }[event.phase];
    case 'started':
      return `training ${on(event.device)} from step ${event.step} to ${event.steps} with ${event.pictures} ${event.pictures === 1 ? 'picture' : 'pictures'}, ${event.heldOut} held out, ${event.parameters} parameters`;
    case 'estimated':
      return `about ${Math.ceil(event.seconds / 60)} min at ${event.secondsPerStep.toFixed(2)} s a step ${on(event.device)}, ${event.megabytes} MB of memory`;
    case 'trained': {
      const { step, steps, metrics, secondsPerStep, secondsLeft } = event;
      return `step ${step} of ${steps}: ${listed(metrics)}, ${secondsPerStep.toFixed(2)} s a step, ${Math.ceil(secondsLeft / 60)} min left`;
    }
    case 'evaluated':
      return `step ${event.step}: on held-out pictures ${listed(event.metrics) || 'nothing was measured, for there are none'}`;
    case 'checkpoint':
      return `step ${event.step}: checkpoint written`;
    case 'exported':
      return `step ${event.step}: model written to ${event.folder}`;
    case 'previewed':
      return `step ${event.step}: pictures written (${event.what})`;
    case 'rolled-back':
      return `step ${event.step}: back to step ${event.to}`;
    case 'diagnosed':
      return event.diagnoses.filter(({ step }) => step === event.step).map(diagnosisSentence).join('\n') || `step ${event.step}: what was wrong is over`;
    case 'note':
      return event.message;
    default:
      return assertNever(event);
  }
}

const on = (device: Provider | null): string => (device === null ? 'by TensorFlow' : device === 'cpu' ? 'on the CPU' : `on ${providerLabels[device]}`);

const listed = (metrics: Readonly<Record<string, number>>): string =>
  Object.entries(metrics)
    .map(([name, value]) => `${name} ${value.toPrecision(4)}`)
    .join(', ');
