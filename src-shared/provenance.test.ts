import { expect, it } from 'vitest';
import { provenanceOf } from './provenance.ts';

const step = (operation: string, model: string) => ({ operation, parameters: { model } });

it('names what was done and whether a trained network did it', () => {
  const both = { version: 1 as const, steps: [step('inpaint', 'remove'), step('upscale', 'faithful'), step('upscale', 'faithful')] };
  expect(provenanceOf(both, 'Imago 1', 'Print')).toEqual({ software: 'Imago 1', recipe: 'Print', models: ['remove', 'faithful'], trained: true });
  const removed = { version: 1 as const, steps: [step('inpaint', 'remove')] };
  expect(provenanceOf(removed, 'Imago 1')).toEqual({ software: 'Imago 1', recipe: 'inpaint', models: ['remove'], trained: false });
});
