import { expect, it } from 'vitest';
import type { ModelSummary } from '../../src-shared/model.ts';
import { looksAtWhole } from './whole.ts';

const model = (id: string, generator: 'relighting' | 'repainting'): ModelSummary => ({ id, name: id, task: 'translate', description: '', licence: 'MIT', scales: [1], bytes: 1, looks: [], generator }) as unknown as ModelSummary;
const models = [model('night', 'relighting'), model('painting', 'repainting')];
const translate = (parameters: Record<string, string>) => ({ operation: 'translate', parameters });

it('keeping detail and relighting look at the whole picture; repainting and other operations take their time by area', () => {
  expect(looksAtWhole(translate({ model: 'night', detail: 'repaint' }), models)).toBe(true);
  expect(looksAtWhole(translate({ model: 'painting', detail: 'keep' }), models)).toBe(true);
  expect(looksAtWhole(translate({ model: 'painting' }), models)).toBe(true);
  expect(looksAtWhole(translate({ model: 'painting', detail: 'repaint' }), models)).toBe(false);
  expect(looksAtWhole({ operation: 'upscale', parameters: { model: 'night' } }, models)).toBe(false);
});
