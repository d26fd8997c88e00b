import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { fit, imageToView, pan, placeOf, viewToImage, viewportAt, zoomAt } from './viewport.ts';

const image = { width: 4000, height: 3000 };
const view = { width: 1100, height: 700 };
const viewports = fc.record({
  centre: fc.record({ x: fc.double({ min: 0, max: 4000, noNaN: true }), y: fc.double({ min: 0, max: 3000, noNaN: true }) }),
  zoom: fc.double({ min: 0.05, max: 32, noNaN: true }),
});

describe('viewport', () => {
  it('goes to image space and back', () => {
    fc.assert(
      fc.property(viewports, fc.integer({ min: -50, max: 1200 }), fc.integer({ min: -50, max: 800 }), (viewport, x, y) => {
        const back = imageToView(viewport, view, viewToImage(viewport, view, { x, y }));
        expect(back.x).toBeCloseTo(x, 6);
        expect(back.y).toBeCloseTo(y, 6);
      }),
    );
  });

  it('fits the whole picture with a margin, its middle in the middle', () => {
    const fitted = fit(image, view);
    const corner = imageToView(fitted, view, { x: 4000, y: 3000 });
    expect(corner.y).toBeCloseTo(700 - 24);
    expect(corner.x).toBeLessThan(1100 - 24);
    expect(imageToView(fitted, view, { x: 2000, y: 1500 })).toEqual({ x: 550, y: 350 });
    expect(fit({ width: 30, height: 20 }, view).zoom).toBe(2);
  });

  it('keeps the point under the cursor while it zooms', () => {
    const before = { centre: { x: 1900, y: 1400 }, zoom: 0.5 };
    const cursor = { x: 600, y: 310 };
    const after = zoomAt(before, image, view, cursor, 3);
    expect(after.zoom).toBe(3);
    const [was, is] = [viewToImage(before, view, cursor), viewToImage(after, view, cursor)];
    expect(is.x).toBeCloseTo(was.x, 9);
    expect(is.y).toBeCloseTo(was.y, 9);
  });

  it('zooms in no further than 64 and out no further than half the fit', () => {
    const start = fit(image, view);
    expect(zoomAt(start, image, view, { x: 1, y: 2 }, 1000).zoom).toBe(64);
    expect(zoomAt(start, image, view, { x: 1, y: 2 }, 0).zoom).toBeCloseTo(start.zoom / 2);
  });

  it('moves the picture with the hand and stops at its border', () => {
    const start = { centre: { x: 2000, y: 1000 }, zoom: 2 };
    expect(pan(start, image, { x: 30, y: -50 }).centre).toEqual({ x: 1985, y: 1025 });
    expect(pan(start, image, { x: 90_000, y: -90_000 }).centre).toEqual({ x: 0, y: 3000 });
  });
});

describe('places', () => {
  it('fills the view by the picture’s shorter way', () => {
    const tall = { width: 500, height: 2000 };
    expect(viewportAt('fill', tall, view)).toEqual({ centre: { x: 250, y: 1000 }, zoom: 2.2 });
    expect(viewportAt('fill', { width: 4400, height: 700 }, view).zoom).toBe(1);
    expect(viewportAt('fit', tall, view)).toEqual(fit(tall, view));
  });

  it('go to a viewport and back', () => {
    fc.assert(
      fc.property(viewports, (viewport) => {
        const back = viewportAt(placeOf(viewport, image), image, view);
        expect(back.zoom).toBeCloseTo(viewport.zoom, 9);
        expect(back.centre.x).toBeCloseTo(viewport.centre.x, 6);
        expect(back.centre.y).toBeCloseTo(viewport.centre.y, 6);
      }),
    );
  });

  it('stay on screen when the picture gets more pixels', () => {
    const place = placeOf({ centre: { x: 700, y: 900 }, zoom: 0.8 }, image);
    const at = (ratio: number) => {
      const size = { width: 4000 * ratio, height: 3000 * ratio };
      return imageToView(viewportAt(place, size, view), view, { x: 123 * ratio, y: 45 * ratio });
    };
    expect(at(4).x).toBeCloseTo(at(1).x);
    expect(at(4).y).toBeCloseTo(at(1).y);
  });
});
