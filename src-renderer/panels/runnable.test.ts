import { expect, it } from 'vitest';
import type { ModelSummary } from '../../src-shared/model.ts';
import { recipeSchema } from '../../src-shared/recipe.ts';
import { t } from '../i18n.ts';
import { whyStepsCannotRun } from './runnable.ts';

const model = (id: string, task: ModelSummary['task']): ModelSummary => ({ id, name: id, task, description: '', licence: 'MIT', scales: [1], bytes: 0, looks: [] });
const models = [model('remove', 'inpaint'), model('faithful', 'upscale')];
const stepsOf = (...steps: object[]) => recipeSchema.parse({ version: 1, steps }).steps;
const mask = { source: { kind: 'luma', from: 0.5, to: 1 } };

it('lets a step that fills wait for its mask, and others run without', () => {
  expect(whyStepsCannotRun(stepsOf({ operation: 'upscale' }), models)).toBeNull();
  expect(whyStepsCannotRun(stepsOf({ operation: 'upscale' }, { operation: 'inpaint' }), models)).toBe(t('panel.needsMask'));
  expect(whyStepsCannotRun(stepsOf({ operation: 'inpaint', mask }), models)).toBeNull();
});
