/**
 * @file What one training leaves for another to start from: the networks by the part they play, in the file of a
 * checkpoint; trainer process. Of a network whose weights are averaged it is the average that goes on.
 */
import type { TrainedNetwork } from '../../../src-shared/model.ts';
import type { NamedTensors } from '../../runtime/training-session.ts';
import type { TrainingStep } from '../steps/step.ts';
import type { TrainingState } from './traced-step.ts';

/** `back` is the generator of the other direction; `discriminator` judges what `generator` makes, another one half its size. */
type Role = 'generator' | 'discriminator' | 'back' | 'backDiscriminator' | 'halfDiscriminator' | 'projection';
/** Names of the networks in the state. */
export type Roles = Readonly<Partial<Record<Role, string>>>;
/** By role, and `role.buffers` where a network carries over more than it learns. */
export type StartingWeights = NamedTensors;
/** What a run starts from: the base's network, which may have another scale, and its weights. */
export type Start = { readonly network: TrainedNetwork; readonly weights: StartingWeights };

const rolesOf = (roles: Roles): [string, string][] => Object.entries(roles);

export function startingWeights(state: TrainingState, roles: Roles): StartingWeights {
  const taken = rolesOf(roles).flatMap(([role, name]) => [
    [role, state.get(`${name}.average`) ?? state.get(name)] as const,
    [`${role}.buffers`, state.get(`${name}.buffers`)] as const,
  ]);
  return Object.fromEntries(taken.flatMap(([role, tensor]) => (tensor ? [[role, tensor]] : [])));
}

/** The steps with these weights at their start; networks that there are none for are drawn. */
export function startedFrom(steps: Readonly<Record<string, TrainingStep>>, roles: Roles, weights: StartingWeights): Record<string, TrainingStep> {
  const given = new Map(
    rolesOf(roles).flatMap(([role, name]) => [
      [name, weights[role]] as const,
      [`${name}.average`, weights[role]] as const,
      [`${name}.start`, weights[role]] as const,
      [`${name}.buffers`, weights[`${role}.buffers`]] as const,
    ]),
  );
  const started = (step: TrainingStep): TrainingStep => ({
    ...step,
    initialState: (random) => {
      const drawn = Object.entries(step.initialState(random)).map(([name, tensor]) => {
        const start = given.get(name) ?? tensor;
        if (start.values.length !== tensor.values.length) throw new Error(`expected ${tensor.values.length} numbers for ${name}, got ${start.values.length} from the base`);
        return [name, start];
      });
      return Object.fromEntries(drawn) as ReturnType<TrainingStep['initialState']>;
    },
  });
  return Object.fromEntries(Object.entries(steps).map(([name, step]) => [name, started(step)]));
}
