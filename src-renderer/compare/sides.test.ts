import { describe, expect, it } from 'vitest';
import type { ImageInfo } from '../../src-shared/image.ts';
import { type ShownPicture, choicesOf, comparedOf, sceneOf, shownPicture, showsStep } from './sides.ts';

const info = { width: 800, height: 600, alpha: true } as ImageInfo;
const picture: ShownPicture = { id: 'p', name: 'p.png', info, source: { id: 'p', pyramid: { width: 800, height: 600 } } };
const tiles = (id: string, width = 800) => ({ id, pyramid: { width, height: (width * 3) / 4 } });
const stages = [
  { stepId: 'a', operation: 'translate', stage: tiles('first') },
  { stepId: 'b', operation: 'upscale', stage: tiles('second', 1600) },
];
const nothing = { stages: [], preview: [], board: [] };
const part = { ...tiles('part', 100), place: { x: 80, y: 150, width: 200, height: 60 } };

describe('choicesOf', () => {
  it('names the source and every stage that is there', () => {
    const choices = choicesOf(picture, { ...nothing, stages });
    expect(choices.map(({ id }) => id)).toEqual(['source', 'a', 'b']);
    expect(choices[2]).toEqual({ id: 'b', kind: 'step', step: 2, operation: 'upscale', side: { layer: { ...tiles('second', 1600), alpha: true }, patches: [] } });
  });

  it('lays previews and board results over the source, in parts of the picture', () => {
    const choices = choicesOf(picture, { ...nothing, preview: [part], board: [{ cell: 3, cellId: 'c', result: part }] });
    expect(choices.map(({ id, kind }) => [id, kind])).toEqual([['source', 'source'], ['c', 'board'], ['preview', 'preview']]);
    for (const { side } of choices.slice(1))
      expect(side).toEqual({ layer: { ...tiles('p'), alpha: true }, patches: [{ ...tiles('part', 100), alpha: true, place: { x: 0.1, y: 0.25, width: 0.25, height: 0.1 } }] });
  });
});

it('tells what a step had a part in: its stage, later ones, previews and results of the board', () => {
  const choices = choicesOf(picture, { stages, preview: [part], board: [{ cell: 3, cellId: 'c', result: part }] });
  const showing = (stepId: string) => choices.filter((choice) => showsStep(choices, choice, stepId)).map(({ id }) => id);
  expect(showing('a')).toEqual(['c', 'a', 'b', 'preview']);
  expect(showing('b')).toEqual(['c', 'b', 'preview']);
  expect(showing('not computed')).toEqual(['c', 'preview']);
});

describe('comparedOf', () => {
  const choices = choicesOf(picture, { ...nothing, stages });

  it('compares the source with what came last unless others are chosen', () => {
    expect(comparedOf(choices, undefined)).toEqual({ before: choices[0], after: choices[2] });
    expect(comparedOf(choices, { before: 'a' })).toEqual({ before: choices[1], after: choices[2] });
    expect(comparedOf(choices, { before: 'b', after: 'source' })).toEqual({ before: choices[2], after: choices[0] });
  });

  it('falls back where a choice is gone, and to nothing where there is only the source', () => {
    expect(comparedOf(choices, { before: 'gone', after: 'gone' })).toEqual({ before: choices[0], after: choices[2] });
    expect(comparedOf(choices.slice(0, 1), undefined)).toBeNull();
    expect(sceneOf(picture, choices.slice(0, 1), undefined)).toEqual({ pictureId: 'p', source: { width: 800, height: 600 }, before: choices[0]!.side, after: null });
  });
});

it('shows a picture that is opening once there is a glance of it', () => {
  const opening = { id: 'p', path: '/p.jpg', name: 'p.jpg' };
  expect(shownPicture({ ...opening, state: { kind: 'opening' } })).toBeNull();
  expect(shownPicture({ ...opening, state: { kind: 'opening', glance: { id: 'g', info, pyramid: { width: 200, height: 150 } } } })).toMatchObject({ id: 'p', info, source: { id: 'g' } });
  expect(shownPicture({ ...opening, state: { kind: 'open', info, pyramid: { width: 800, height: 600 } } })).toMatchObject({ source: { id: 'p' } });
});
