import { describe, expect, it } from 'vitest';
import { noteSentence } from '../../src-shared/note.ts';
import type { ModelNetwork } from '../../src-shared/model.ts';
import { planScale } from './plan-scale.ts';

const network = (scale: number): ModelNetwork => ({
  scale,
  file: `x${scale}.onnx`,
  sha256: '0'.repeat(64),
  bytes: 10 + scale,
  input: 'input',
  output: 'output',
  range: 1,
  sizeMultiple: 1,
  overlap: 8,
  tile: 192,
});
const plan = (scales: number[], wanted: number) => {
  const { passes, resample, notes } = planScale({ networks: scales.map(network) }, wanted);
  return { passes: passes.map((pass) => pass.scale), resample, notes: notes.map(noteSentence).join(' ') };
};

describe('planScale', () => {
  it.each([
    { has: [2, 3, 4, 8], wanted: 3, passes: [3], resample: 1, said: /^$/ },
    { has: [2, 3, 4, 8], wanted: 8, passes: [8], resample: 1, said: /^$/ },
    { has: [8, 4, 3, 2], wanted: 6, passes: [2, 3], resample: 1, said: /no ×6 of its own: ran ×2, ×3\.$/ },
    { has: [2], wanted: 4, passes: [2, 2], resample: 1, said: /ran ×2, ×2\.$/ },
    { has: [2], wanted: 8, passes: [2, 2, 2], resample: 1, said: /ran ×2, ×2, ×2\.$/ },
    { has: [2], wanted: 3, passes: [2, 2], resample: 0.75, said: /ran ×2, ×2, then resized from ×4 to ×3\.$/ },
    { has: [4], wanted: 2, passes: [4], resample: 0.5, said: /ran ×4, then resized from ×4 to ×2\.$/ },
    { has: [4], wanted: 8, passes: [4, 4], resample: 0.5, said: /from ×16 to ×8\.$/ },
    { has: [2, 3], wanted: 5, passes: [2, 3], resample: 5 / 6, said: /from ×6 to ×5/ },
  ])('reaches ×$wanted with $has by $passes', ({ has, wanted, passes, resample, said }) => {
    const planned = plan(has, wanted);
    expect(planned.passes).toEqual(passes);
    expect(planned.resample).toBe(resample);
    expect(planned.notes).toMatch(said);
  });
});
