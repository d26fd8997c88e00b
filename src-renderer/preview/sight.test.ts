import { describe, expect, it } from 'vitest';
import { sightOf } from './sight.ts';

const frame = (centre: { x: number; y: number }, zoom: number, image = { width: 400, height: 300 }) => ({
  scene: { pictureId: 'p' },
  image,
  viewport: { centre, zoom },
  panes: [{ view: { width: 120, height: 80 } }],
});
const source = { width: 400, height: 300 };

describe('sightOf', () => {
  it('is what lies under the pane', () => {
    expect(sightOf(frame({ x: 200, y: 100 }, 2), source)).toEqual({ pictureId: 'p', region: { x: 170, y: 80, width: 60, height: 40 }, zoom: 2 });
  });

  it('ends at the border of the picture', () => {
    expect(sightOf(frame({ x: 10, y: 290 }, 1), source)?.region).toEqual({ x: 0, y: 250, width: 70, height: 50 });
  });

  it('is in source pixels where a larger result is shown', () => {
    expect(sightOf(frame({ x: 800, y: 400 }, 0.5, { width: 1600, height: 1200 }), source)).toEqual({ pictureId: 'p', region: { x: 170, y: 80, width: 60, height: 40 }, zoom: 2 });
  });

  it('is nothing where the picture is out of sight', () => {
    expect(sightOf(frame({ x: -100, y: 100 }, 2), source)).toBeNull();
  });
});
