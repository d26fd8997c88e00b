/** @file One step of supervised super-resolution: enlarged low-resolution crops against the crops they were made from. Pure TensorFlow.js. */
import { compactUpscaler, type CompactUpscalerConfig } from '../../networks/compact-upscaler.ts';
import { differentiate } from '../gradients.ts';
import { charbonnier, l1 } from '../losses/reconstruction.ts';
import { adam } from '../optimizer.ts';
import { initialState, parametersOf, tensor, type Trainee, updateTrainee } from '../trainee.ts';
import type { TrainingStep } from './step.ts';

export type SuperResolutionConfig = {
  readonly upscaler: CompactUpscalerConfig;
  readonly batch: number;
  /** Side of the low-resolution crops in pixels. */
  readonly size: number;
  readonly loss: 'l1' | 'charbonnier';
  readonly averageDecay: number;
};

const colours = 3;

/** Takes `low` and `high` in [0, 1]; trains `upscaler`. */
export function superResolutionStep({ upscaler, batch, size, loss, averageDecay }: SuperResolutionConfig): TrainingStep {
  const network = compactUpscaler(upscaler);
  const trainee: Trainee = { name: 'upscaler', network, optimizer: adam({ beta1: 0.9, beta2: 0.99 }), clip: 1, averageDecay };
  const distance = { l1, charbonnier }[loss];
  const side = size * upscaler.scale;
  return {
    initialState: (random) => initialState(trainee, random),
    reads: {},
    inputs: {
      low: { shape: [batch, size, size, colours], content: 'picture' },
      high: { shape: [batch, side, side, colours], content: 'picture' },
    },
    run(state, inputs, learningRate) {
      const parameters = parametersOf(trainee, state);
      const { loss: value, gradients } = differentiate({ parameters }, () => ({
        loss: distance(network.apply(parameters, tensor(inputs, 'low')), tensor(inputs, 'high')),
        metrics: {},
        outputs: {},
      }));
      const updated = updateTrainee(trainee, state, gradients.parameters, learningRate);
      return { state: updated.state, metrics: { loss: value, gradientNorm: updated.gradientNorm }, outputs: {} };
    },
  };
}
