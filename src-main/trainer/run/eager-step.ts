/**
 * @file A training step run operation by operation by the present backend of TensorFlow.js, to the same interface as a
 * traced one; trainer process.
 */
import * as tf from '@tensorflow/tfjs';
import { failure } from '../../../src-shared/failure.ts';
import { failWith, type Result, succeed } from '../../../src-shared/result.ts';
import type { NamedTensors } from '../../runtime/training-session.ts';
import type { TrainingStep } from '../steps/step.ts';
import type { Tensors } from '../trainee.ts';
import type { OpenStep, StepRun } from './traced-step.ts';

export function createEagerStep(step: TrainingStep): OpenStep {
  return {
    run(current, batch, learningRate): Promise<Result<StepRun>> {
      try {
        const { state, metrics, outputs } = take(step, Object.fromEntries(current), inputsOf(step, batch), learningRate);
        for (const [name, tensor] of Object.entries(state)) current.set(name, tensor);
        const numbers = Object.entries(metrics).map(([name, { values }]) => [name, values[0]!]);
        return Promise.resolve(succeed({ metrics: Object.fromEntries(numbers) as Record<string, number>, outputs }));
      } catch (error) {
        const detail = error instanceof Error ? error.message : String(error);
        return Promise.resolve(failWith(failure('device-failed', 'TensorFlow could not run the training step.', { advice: 'Choose a smaller size or batch, or train without --backend tensorflow.', detail })));
      }
    },
    release: () => Promise.resolve(),
  };
}

const inputsOf = ({ inputs }: TrainingStep, batch: Readonly<Record<string, Float32Array>>): NamedTensors =>
  Object.fromEntries(Object.entries(inputs).map(([name, { shape }]) => [name, { shape, values: batch[name]! }]));

type Taken = { readonly state: NamedTensors; readonly metrics: NamedTensors; readonly outputs: NamedTensors };

/** All numbers are read before the tensors that hold them are let go. */
function take(step: TrainingStep, state: NamedTensors, inputs: NamedTensors, learningRate: number): Taken {
  let taken: Taken | undefined;
  tf.tidy(() => {
    const result = step.run(tensorsOf(state), tensorsOf(inputs), tf.scalar(learningRate));
    taken = { state: valuesOf(result.state), metrics: valuesOf(result.metrics), outputs: valuesOf(result.outputs) };
  });
  return taken!;
}

const tensorsOf = (values: NamedTensors): Tensors => Object.fromEntries(Object.entries(values).map(([name, { shape, values: numbers }]) => [name, tf.tensor(numbers, [...shape])]));
const valuesOf = (tensors: Tensors): NamedTensors => Object.fromEntries(Object.entries(tensors).map(([name, tensor]) => [name, { shape: tensor.shape, values: tensor.dataSync() as Float32Array }]));
