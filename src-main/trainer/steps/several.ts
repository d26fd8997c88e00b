/** @file Several steps that do not need each other's results, as one. Pure. */
import type { StateValues } from '../trainee.ts';
import type { StepResult, TrainingStep } from './step.ts';

export function together(...steps: readonly TrainingStep[]): TrainingStep {
  return {
    initialState: (random) => Object.assign({}, ...steps.map((step) => step.initialState(random))) as StateValues,
    reads: Object.assign({}, ...steps.map((step) => step.reads)) as TrainingStep['reads'],
    inputs: Object.assign({}, ...steps.map((step) => step.inputs)) as TrainingStep['inputs'],
    run(state, batch, learningRate) {
      const results = steps.map((step) => step.run(state, batch, learningRate));
      const merged = <K extends keyof StepResult>(part: K) => Object.assign({}, ...results.map((result) => result[part])) as StepResult[K];
      return { state: merged('state'), metrics: merged('metrics'), outputs: merged('outputs') };
    },
  };
}
