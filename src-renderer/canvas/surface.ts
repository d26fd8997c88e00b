/**
 * @file The canvas as a thing of its own: it holds place, zoom and split, draws once a frame and never asks React. Renderer.
 */
import { fetchTile } from '../api/tiles.ts';
import { type Drawing, drawScene, wantedTiles } from './draw.ts';
import { type Scene, sceneSize } from './scene.ts';
import { createTileCache } from './tile-cache.ts';
import { type Size, type ViewPoint, type Viewport, fit, pan, rescale, zoomAt } from './viewport.ts';

/** 160 tiles of one megabyte: more than a 4K screen shows of two layers. */
const tilesKept = 160;
const tilesLoadedAtOnce = 6;
/** A press of plus or minus. */
const zoomStep = 1.5;

/** Until the user moves a picture it stays fitted, also when the window changes. */
type Place = { readonly viewport: Viewport | 'fitted'; readonly image: Size };

export type Surface = ReturnType<typeof createSurface>;

export function createSurface(canvas: HTMLCanvasElement, onZoom: (zoom: number) => void) {
  const context = canvas.getContext('2d')!;
  const places = new Map<string, Place>();
  let view: Size = { width: canvas.width, height: canvas.height };
  let scene: Scene | null = null;
  let splitShare = 0.5;
  let comparing = true;
  let peeking = false;
  let frame = 0;

  const cache = createTileCache<ImageBitmap>({
    load: fetchTile,
    dispose: (tile) => {
      tile.close();
    },
    onLoad: requestFrame,
    capacity: tilesKept,
    concurrency: tilesLoadedAtOnce,
  });

  function viewport(of: Scene): Viewport {
    const place = places.get(of.pictureId);
    return !place || place.viewport === 'fitted' ? fit(sceneSize(of), view) : place.viewport;
  }

  function requestFrame(): void {
    frame ||= requestAnimationFrame(draw);
  }

  function draw(): void {
    frame = 0;
    if (!scene || view.width === 0 || view.height === 0) {
      context.clearRect(0, 0, canvas.width, canvas.height);
      cache.want([]);
      return;
    }
    const drawing: Drawing = { scene, viewport: viewport(scene), view, split: split(scene) };
    cache.want(wantedTiles(drawing));
    drawScene(context, drawing, (key) => cache.get(key));
    onZoom(drawing.viewport.zoom);
  }

  /** Peeking shows the source everywhere, as if the split stood at the right border. */
  function split(of: Scene): number | null {
    if (!of.after) return null;
    if (peeking) return view.width;
    return comparing ? splitShare * view.width : null;
  }

  function move(to: (from: Viewport, image: Size) => Viewport): void {
    if (!scene) return;
    const image = sceneSize(scene);
    places.set(scene.pictureId, { viewport: to(viewport(scene), image), image });
    requestFrame();
  }

  const middle = (): ViewPoint => ({ x: view.width / 2, y: view.height / 2 });
  const zoomTo = (zoom: number, at = middle()) => {
    move((from, image) => zoomAt(from, image, view, at, zoom));
  };
  const zoomBy = (factor: number, at = middle()) => {
    move((from, image) => zoomAt(from, image, view, at, from.zoom * factor));
  };

  return {
    /** Shows a scene; the same picture keeps its place on screen when its result arrives or leaves. */
    show(next: Scene | null) {
      const place = next && places.get(next.pictureId);
      if (next && place && place.viewport !== 'fitted') {
        const image = sceneSize(next);
        if (image.width !== place.image.width) places.set(next.pictureId, { viewport: rescale(place.viewport, image.width / place.image.width), image });
      }
      scene = next;
      requestFrame();
    },
    /** In device pixels. */
    resize(size: Size) {
      view = size;
      canvas.width = size.width;
      canvas.height = size.height;
      draw();
    },
    fit() {
      if (scene) places.set(scene.pictureId, { viewport: 'fitted', image: sceneSize(scene) });
      requestFrame();
    },
    zoomTo,
    zoomBy,
    zoomIn: () => {
      zoomBy(zoomStep);
    },
    zoomOut: () => {
      zoomBy(1 / zoomStep);
    },
    panBy(by: ViewPoint) {
      move((from, image) => pan(from, image, by));
    },
    /** `share` of the view's width that shows the source. */
    setSplit(share: number) {
      splitShare = share;
      requestFrame();
    },
    setComparing(on: boolean) {
      comparing = on;
      requestFrame();
    },
    setPeeking(on: boolean) {
      peeking = on;
      requestFrame();
    },
    destroy() {
      cancelAnimationFrame(frame);
      cache.clear();
    },
  };
}
