import { expect, test } from 'vitest';
import type { Stage } from '../../src-shared/ipc.ts';
import { useResults } from './results.ts';

const stage = (id: string): Stage => ({
  id,
  pyramid: { width: 30, height: 20 },
  details: {} as never,
});
const step = (id: string, strength = 1) => ({ id, operation: 'translate', strength });

test('stages that are the same as before are the same object, whatever else changed in their steps', () => {
  const { setStages } = useResults.getState();
  setStages('picture', [{ step: step('a'), stage: stage('x') }, { step: step('b'), stage: null }]);
  const before = useResults.getState();
  setStages('picture', [{ step: step('a', 0.5), stage: stage('x') }, { step: step('b', 0.5), stage: null }]);
  expect(useResults.getState()).toBe(before);
});

test.each([
  ['another stage', [{ step: step('a'), stage: stage('y') }, { step: step('b'), stage: null }]],
  ['a stage that has come', [{ step: step('a'), stage: stage('x') }, { step: step('b'), stage: stage('z') }]],
  ['another step', [{ step: step('a'), stage: stage('x') }, { step: step('c'), stage: null }]],
  ['a step less', [{ step: step('a'), stage: stage('x') }]],
  ['none', undefined],
])('%s is told', (_, after) => {
  const { setStages } = useResults.getState();
  setStages('picture', [{ step: step('a'), stage: stage('x') }, { step: step('b'), stage: null }]);
  setStages('picture', after);
  expect(useResults.getState().stages['picture']).toBe(after);
});
