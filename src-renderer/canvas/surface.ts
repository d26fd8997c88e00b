/**
 * @file The canvas as a thing of its own: it draws a scene once a frame from where its camera stands and never asks React.
 * Renderer.
 */
import { lessMotion } from './motion.ts';
import type { Camera } from './camera.ts';
import { type Drawing, drawScene, wantedTiles } from './draw.ts';
import { glideZoom } from './glide.ts';
import { paneAt, panesOf } from './panes.ts';
import { type Comparison, type Scene, isFine, sceneSize } from './scene.ts';
import { tileCache } from './tiles.ts';
import { type ImagePoint, type Place, type Size, type ViewPoint, type Viewport, keepInside, pan, placeOf, viewportAt, zoomAt } from './viewport.ts';

/** A press of plus or minus. */
const zoomStep = 1.5;
/** Milliseconds for which what was shown before may stand in. */
const heldMs = 500;

/** What a frame has drawn, for whatever lies around and over the canvas. */
export type Frame = Drawing & {
  readonly scene: Scene;
  /** Nothing coarser stands in for a tile that is on its way. */
  readonly sharp: boolean;
};

export type Surface = ReturnType<typeof createSurface>;

export function createSurface(canvas: HTMLCanvasElement, camera: Camera, { onFrame, colorSpace }: { onFrame: (frame: Frame | null) => void; colorSpace: PredefinedColorSpace }) {
  const context = canvas.getContext('2d', { colorSpace })!;
  canvas.ariaBusy = 'true';
  const tiles = tileCache.join(requestFrame);
  const stopListening = camera.subscribe(requestFrame);
  let view: Size = { width: canvas.width, height: canvas.height };
  let scene: Scene | null = null;
  /** The same picture as it was shown before, until the tiles of what is shown now are there. */
  let held: { readonly scene: Scene; readonly until: number } | null = null;
  let comparison: Comparison = { kind: 'off' };
  let split = 0.5;
  let peeking = false;
  let frame = 0;
  /** The picture whose first sharp frame stands on the timeline, for whoever measures. */
  let markedFor: string | null = null;
  let busy = true;
  let glide: { readonly target: number; readonly at: ViewPoint; last: number } | null = null;

  function requestFrame(): void {
    frame ||= requestAnimationFrame(draw);
  }

  function panes(of: Scene) {
    return panesOf(of, comparison, { split, peeking, view });
  }

  /** Every pane is as large as the others. */
  const paneSize = (of: Scene): Size => panes(of)[0]!.view;
  const viewport = (of: Scene): Viewport => viewportAt(camera.place(of.pictureId), sceneSize(of), paneSize(of));

  const drawingOf = (of: Scene): Drawing => ({ panes: panes(of), image: sceneSize(of), viewport: viewport(of), view });

  function draw(now: number): void {
    frame = 0;
    if (!scene || view.width === 0 || view.height === 0) {
      context.clearRect(0, 0, canvas.width, canvas.height);
      tiles.want([]);
      onFrame(null);
      return setBusy(false);
    }
    followGlide(now);
    const drawing = drawingOf(scene);
    const wanted = wantedTiles(drawing);
    tiles.want(wanted);
    if (held && (now > held.until || wanted.every((key) => tiles.get(key)))) held = null;
    const sharp = drawScene(context, held ? drawingOf(held.scene) : drawing, tiles.get);
    if (sharp && isFine(scene, drawing.viewport) && markedFor !== scene.pictureId) {
      markedFor = scene.pictureId;
      performance.mark('imago:sharp');
    }
    onFrame({ ...drawing, scene, sharp });
    setBusy(!sharp || held !== null || glide !== null);
  }

  /** Said to whoever does not see it: what is there is on its way to what was asked for. */
  function setBusy(now: boolean): void {
    if (now !== busy) canvas.ariaBusy = String(now);
    busy = now;
  }

  function followGlide(now: number): void {
    if (!glide || !scene) return;
    const { zoom } = viewport(scene);
    const next = glideZoom(zoom, glide.target, Math.max(1, now - glide.last));
    glide.last = now;
    zoomNow(next, glide.at);
    // At the border of what is possible it will not get nearer.
    if (next === glide.target || viewport(scene).zoom === zoom) glide = null;
  }

  function put(to: Place): void {
    if (scene) camera.move(scene.pictureId, to);
  }

  function move(to: (from: Viewport, image: Size) => Viewport): void {
    if (!scene) return;
    const image = sceneSize(scene);
    put(placeOf(to(viewport(scene), image), image));
  }

  /** A point of the canvas, from the corner of the pane that it lies in. */
  function inPane(point: ViewPoint): ViewPoint {
    const pane = scene && paneAt(panes(scene), point);
    return pane ? { x: point.x - pane.view.x, y: point.y - pane.view.y } : point;
  }

  function zoomNow(zoom: number, at: ViewPoint): void {
    move((from, image) => zoomAt(from, image, paneSize(scene!), inPane(at), zoom));
  }

  function middle(): ViewPoint {
    const size = scene ? paneSize(scene) : view;
    return { x: size.width / 2, y: size.height / 2 };
  }

  function zoomBy(factor: number, at = middle(), smooth = true): void {
    if (!scene) return;
    const from = glide?.target ?? viewport(scene).zoom;
    if (smooth && !lessMotion()) {
      glide = { target: from * factor, at, last: glide?.last ?? performance.now() };
      requestFrame();
    } else {
      glide = null;
      zoomNow(viewport(scene).zoom * factor, at);
    }
  }

  const rest = (then: () => void) => {
    glide = null;
    then();
  };

  return {
    /** Shows a scene; the same picture keeps its place on screen when its result arrives or leaves. */
    show(next: Scene | null) {
      held = next && scene?.pictureId === next.pictureId ? { scene, until: performance.now() + heldMs } : null;
      scene = next;
      requestFrame();
    },
    compare(next: Comparison) {
      comparison = next;
      requestFrame();
    },
    /** In device pixels. Draws at once, since a canvas is empty after it. */
    resize(size: Size) {
      view = size;
      canvas.width = size.width;
      canvas.height = size.height;
      draw(performance.now());
    },
    fit: () => {
      rest(() => {
        put('fit');
      });
    },
    fill: () => {
      rest(() => {
        put('fill');
      });
    },
    zoomTo: (zoom: number, at = middle()) => {
      rest(() => {
        zoomNow(zoom, at);
      });
    },
    zoomBy,
    zoomIn: () => {
      zoomBy(zoomStep);
    },
    zoomOut: () => {
      zoomBy(1 / zoomStep);
    },
    panBy(by: ViewPoint) {
      rest(() => {
        move((from, image) => pan(from, image, by));
      });
    },
    /** `point` in parts of the picture, 0 to 1. */
    centreOn(point: ImagePoint) {
      rest(() => {
        move(({ zoom }, image) => keepInside({ centre: { x: point.x * image.width, y: point.y * image.height }, zoom }, image));
      });
    },
    /** `share` of the view before a slider's boundary. */
    setSplit(share: number) {
      split = share;
      requestFrame();
    },
    setPeeking(on: boolean) {
      peeking = on;
      requestFrame();
    },
    destroy() {
      cancelAnimationFrame(frame);
      stopListening();
      tiles.leave();
    },
  };
}
