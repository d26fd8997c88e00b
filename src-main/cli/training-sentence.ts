/** @file What a training tells, as sentences. Pure; command line. */
import { type Provider, providerLabels } from '../../src-shared/device.ts';
import type { TrainingEvent } from '../../src-shared/trainer-messages.ts';
import { assertNever } from '../../src-shared/result.ts';

export function trainingSentence(event: TrainingEvent): string {
  switch (event.event) {
    case 'skipped':
      return `left out: ${event.path}: ${event.message}`;
    case 'started':
      return `training ${on(event.device)} from step ${event.step} to ${event.steps} with ${event.pictures} pictures, ${event.heldOut} held out, ${event.parameters} parameters`;
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
