/** @file Whether steps can run, on a picture or at all, and with which models. Pure. */
import type { Picture } from '../../src-shared/ipc.ts';
import type { ModelSummary } from '../../src-shared/model.ts';
import type { ModelParameter } from '../../src-shared/operations/operation.ts';
import { findOperation } from '../../src-shared/operations/registry.ts';
import type { Recipe } from '../../src-shared/recipe.ts';
import { t } from '../i18n.ts';

export const modelsFor = (parameter: ModelParameter, models: readonly ModelSummary[]): ModelSummary[] =>
  models.filter((model) => model.task === parameter.task);

/** A sentence for the user, or null where the steps can run. */
export function whyNotRunnable(steps: Recipe['steps'], picture: Picture | undefined, models: readonly ModelSummary[]): string | null {
  if (!picture) return t('panel.noPicture');
  if (picture.state.kind === 'opening') return t('panel.opening');
  if (picture.state.kind === 'failed') return t('panel.failed');
  return whyStepsCannotRun(steps, models);
}

/** The same without a picture. */
export function whyStepsCannotRun(steps: Recipe['steps'], models: readonly ModelSummary[]): string | null {
  if (steps.length === 0) return t('panel.noSteps');
  for (const step of steps) {
    const operation = findOperation(step.operation);
    if (operation?.needsMask && !step.mask) return t('panel.needsMask');
    for (const [name, parameter] of Object.entries(operation?.parameters ?? {})) {
      if (parameter.kind !== 'model') continue;
      const model = modelsFor(parameter, models).find((it) => it.id === step.parameters[name]);
      if (!model) return t('panel.noModel');
      if (model.problem !== undefined) return model.problem;
    }
  }
  return null;
}
