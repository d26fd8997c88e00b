import { describe, expect, it } from 'vitest';
import { batchDefinitionSchema } from '../../src-shared/batch.ts';
import type { ModelSummary } from '../../src-shared/model.ts';
import { defaultParameters } from '../../src-shared/operations/operation.ts';
import { translate } from '../../src-shared/operations/translate.ts';
import { type BatchDraft, emptyDraft } from '../stores/batch-draft.ts';
import { definitionOf, exampleName, lastPart, outputOf, patternsOf, proposedName, whyNotStartable } from './definition.ts';

const step = (id: string, scale: number, enabled = true) => ({ id, operation: 'upscale', parameters: { model: 'quick', scale }, enabled });
const ready: BatchDraft = {
  ...emptyDraft,
  document: { steps: [step('a', 2), step('b', 3, false)] },
  sources: [{ path: '/in/photos', kind: 'folder' }, { path: '/in/other/last.tif', kind: 'file' }],
  include: '*.jpg, raw/**',
  exclude: ' *-old.*\n, ',
  watch: true,
  output: { ...emptyDraft.output, folder: '/out', quality: 71, existing: 'rename', profile: 'srgb', sizing: { by: 'long-side', pixels: 1234, percent: 50 } },
  whenDone: 'sleep',
};
const models = [{ id: 'quick', name: 'Quick', task: 'upscale' }] as unknown as ModelSummary[];

describe('the definition of a batch', () => {
  it('is what was set up, in a form that main accepts', () => {
    const definition = batchDefinitionSchema.parse(definitionOf(ready, { provenance: false }));
    expect(definition).toMatchObject({
      recipe: { version: 1, name: 'Upscale', steps: [{ operation: 'upscale', parameters: { model: 'quick', scale: 2 } }] },
      inputs: { paths: ['/in/photos', '/in/other/last.tif'], include: ['*.jpg', 'raw/**'], exclude: ['*-old.*'], watch: true },
      output: { folder: '/out', quality: 71, format: 'keep', existing: 'rename', provenance: false, metadata: 'keep', profile: 'srgb', resize: { by: 'long-side', pixels: 1234 } },
      device: 'auto',
      whenDone: 'sleep',
    });
    expect(definition.recipe.steps).toHaveLength(1);
    expect(outputOf(definition)).toEqual(ready.output);
  });

  it('matches a series where something is translated', () => {
    const translation = { ...step('c', 2), operation: 'translate', parameters: defaultParameters(translate) };
    const translating: BatchDraft = { ...ready, series: true, document: { steps: [step('a', 2), translation] } };
    expect(batchDefinitionSchema.parse(definitionOf(translating, { provenance: true })).series).toBe(true);
    expect(batchDefinitionSchema.parse(definitionOf({ ...translating, series: false }, { provenance: true })).series).toBe(false);
    expect(batchDefinitionSchema.parse(definitionOf({ ...ready, series: true }, { provenance: true })).series).toBe(false);
  });

  it('watches folders alone', () => {
    const files: BatchDraft = { ...ready, sources: [{ path: '/in/a.png', kind: 'file' }] };
    expect(definitionOf(files, { provenance: true })?.inputs.watch).toBe(false);
  });

  it.each<[string, Partial<BatchDraft>, RegExp | null]>([
    ['all is there', {}, null],
    ['no step is on', { document: { steps: [step('b', 3, false)] } }, /step/],
    ['there are no sources', { sources: [] }, /pictures/],
    ['there is no folder', { output: { ...ready.output, folder: null } }, /folder for the results/],
    ['the name is empty', { output: { ...ready.output, name: '  ' } }, /name/],
    ['a word of the name means nothing', { output: { ...ready.output, name: '{nome}.{ext}' } }, /\{nome\}/],
    ['the model is not installed', { document: { steps: [{ ...step('a', 2), parameters: { model: 'gone', scale: 2 } }] } }, /model/],
  ])('says why it cannot start, or nothing: %s', (_, change, reason) => {
    const why = whyNotStartable({ ...ready, ...change }, models);
    if (reason === null) expect(why).toBeNull();
    else expect(why).toMatch(reason);
  });

  it('is named after its steps while nobody names it', () => {
    expect(proposedName([step('a', 2), step('b', 3)])).toBe('Upscale + Upscale');
    expect(definitionOf({ ...ready, name: ' Night ' }, { provenance: true })?.recipe.name).toBe('Night');
  });
});

it('reads patterns between commas and lines', () => {
  expect(patternsOf('*.jpg, raw/**\n**/keep.*,,')).toEqual(['*.jpg', 'raw/**', '**/keep.*']);
  expect(patternsOf(' ')).toEqual([]);
});

it('shows what the first file would become', () => {
  const date = new Date(2026, 2, 20);
  expect(exampleName({ ...ready, output: { ...ready.output, name: '{index}-{name}-{scale}-{date}.{ext}' } }, date)).toBe('00001-last-2x-2026-03-20.tif');
  expect(exampleName({ ...ready, sources: [], output: { ...ready.output, format: 'webp' } }, date)).toBe('photograph-2x.webp');
});

it('takes the last part of a path of either kind', () => {
  expect(['/a/b/', 'C:\\a\\b.png', 'b'].map(lastPart)).toEqual(['b', 'b.png', 'b']);
});
