import { describe, expect, it } from 'vitest';
import { paneAt, panesOf, projectionOf } from './panes.ts';
import type { Scene } from './scene.ts';
import { imageToView } from './viewport.ts';

const before = { layer: { id: 'source', pyramid: { width: 90, height: 60 }, alpha: false }, patches: [] };
const after = { layer: { id: 'result', pyramid: { width: 180, height: 120 }, alpha: false }, patches: [] };
const scene: Scene = { pictureId: 'p', before, after };
const state = { split: 0.3, peeking: false, view: { width: 1000, height: 700 } };
const whole = { x: 0, y: 0, width: 1000, height: 700 };

describe('panesOf', () => {
  it('shows what came last where nothing is compared', () => {
    expect(panesOf(scene, { kind: 'off' }, state)).toEqual([{ view: whole, clip: whole, name: 'after', side: after, against: null }]);
    expect(panesOf({ ...scene, after: null }, { kind: 'side', axis: 'vertical' }, state).map(({ side }) => side)).toEqual([before]);
  });

  it('divides one view by a slider', () => {
    const across = panesOf(scene, { kind: 'slider', axis: 'horizontal' }, state);
    expect(across.map(({ view, clip, name }) => [name, view, clip])).toEqual([
      ['before', whole, { x: 0, y: 0, width: 300, height: 700 }],
      ['after', whole, { x: 300, y: 0, width: 700, height: 700 }],
    ]);
    const down = panesOf(scene, { kind: 'slider', axis: 'vertical' }, state);
    expect(down.map(({ clip }) => clip)).toEqual([{ x: 0, y: 0, width: 1000, height: 210 }, { x: 0, y: 210, width: 1000, height: 490 }]);
    expect(panesOf(scene, { kind: 'slider', axis: 'horizontal' }, { ...state, split: 0 }).map(({ name }) => name)).toEqual(['after']);
  });

  it('sets two views side by side', () => {
    const panes = panesOf(scene, { kind: 'side', axis: 'horizontal' }, state);
    expect(panes.map(({ view }) => view)).toEqual([{ x: 0, y: 0, width: 499, height: 700 }, { x: 501, y: 0, width: 499, height: 700 }]);
    expect(panes.map(({ view, clip }) => view === clip)).toEqual([true, true]);
    const stacked = panesOf(scene, { kind: 'side', axis: 'vertical' }, state);
    expect(stacked.map(({ view }) => view)).toEqual([{ x: 0, y: 0, width: 1000, height: 349 }, { x: 0, y: 351, width: 1000, height: 349 }]);
  });

  it('draws a difference and peeks at the source in any of them', () => {
    expect(panesOf(scene, { kind: 'difference', gain: 8 }, state)).toMatchObject([{ side: after, against: { side: before, gain: 8 } }]);
    for (const kind of ['off', 'slider', 'side'] as const)
      expect(panesOf(scene, { kind, axis: 'horizontal' }, { ...state, peeking: true }).map(({ side }) => side)).toEqual([before]);
  });
});

it('finds the pane under a point, also in the gap', () => {
  const panes = panesOf(scene, { kind: 'side', axis: 'horizontal' }, state);
  expect([10, 499, 500, 501, 999].map((x) => paneAt(panes, { x, y: 5 })?.name)).toEqual(['before', 'before', 'before', 'after', 'after']);
});

it('projects as the viewport does, from the corner of the pane', () => {
  const viewport = { centre: { x: 31, y: 17 }, zoom: 3 };
  const view = { x: 501, y: 40, width: 499, height: 300 };
  const { zoom, left, top } = projectionOf(viewport, view);
  const inside = imageToView(viewport, view, { x: 12, y: 34 });
  expect([left + 12 * zoom, top + 34 * zoom]).toEqual([501 + inside.x, 40 + inside.y]);
});
