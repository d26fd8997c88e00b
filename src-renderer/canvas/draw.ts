/** @file Draws a scene's tiles on a 2D canvas, in device pixels. Renderer. */
import { pyramidLevels } from '../../src-shared/pyramid.ts';
import { type Layer, type Scene, sceneSize } from './scene.ts';
import { type Size, type Viewport, imageToView } from './viewport.ts';
import { type VisibleTile, levelFor, visibleTiles } from './visible-tiles.ts';

export type Drawing = {
  readonly scene: Scene;
  readonly viewport: Viewport;
  readonly view: Size;
  /** What stands left of `split` device pixels is the source, the rest the result; null shows the result alone. */
  readonly split: number | null;
};

/** Above this zoom pixels are shown as squares. */
const smoothUpTo = 2;
const checkerSide = 8;

/** The tiles that the drawing needs, the most urgent first: every layer's smallest level, then the sharp ones from the middle. */
export function wantedTiles({ scene, viewport, view, split }: Drawing): string[] {
  const layers = shownLayers(scene, split, view);
  const image = sceneSize(scene);
  const overviews = layers.flatMap((layer) => visibleTiles(layer, pyramidLevels(layer.pyramid).length - 1, image, viewport, view));
  const sharp = layers.flatMap((layer) => visibleTiles(layer, levelFor(layer, image, viewport), image, viewport, view));
  const keys = [...overviews, ...sharp.sort((a, b) => a.distance - b.distance)].map((tile) => tile.key);
  return [...new Set(keys)];
}

function shownLayers({ before, after }: Scene, split: number | null, view: Size): Layer[] {
  if (!after) return [before];
  if (split === null || split <= 0) return [after];
  return split >= view.width ? [before] : [before, after];
}

export function drawScene(context: CanvasRenderingContext2D, drawing: Drawing, tile: (key: string) => ImageBitmap | undefined): void {
  const { scene, viewport, view, split } = drawing;
  context.clearRect(0, 0, view.width, view.height);
  context.imageSmoothingEnabled = viewport.zoom <= smoothUpTo;
  if (!scene.after) drawLayer(context, scene.before, drawing, tile);
  else if (split === null) drawLayer(context, scene.after, drawing, tile);
  else {
    const boundary = Math.round(split);
    clipped(context, 0, boundary, view.height, () => {
      drawLayer(context, scene.before, drawing, tile);
    });
    const { after } = scene;
    clipped(context, boundary, view.width, view.height, () => {
      drawLayer(context, after, drawing, tile);
    });
  }
}

function drawLayer(context: CanvasRenderingContext2D, layer: Layer, { scene, viewport, view }: Drawing, tile: (key: string) => ImageBitmap | undefined): void {
  const image = sceneSize(scene);
  if (layer.alpha) drawCheckerboard(context, image, viewport, view);
  const sharpest = levelFor(layer, image, viewport);
  const sharp = visibleTiles(layer, sharpest, image, viewport, view);
  const complete = sharp.every(({ key }) => tile(key) !== undefined);
  // While sharp tiles are on their way, coarser ones stand in for them.
  const levels = complete ? [sharpest] : Array.from({ length: pyramidLevels(layer.pyramid).length - sharpest }, (_, index) => sharpest + index).reverse();
  for (const level of levels)
    for (const visible of level === sharpest ? sharp : visibleTiles(layer, level, image, viewport, view)) drawTile(context, visible, tile(visible.key));
}

function drawTile(context: CanvasRenderingContext2D, { part, place }: VisibleTile, bitmap: ImageBitmap | undefined): void {
  if (bitmap) context.drawImage(bitmap, 0, 0, part.width, part.height, place.x, place.y, place.width, place.height);
}

function clipped(context: CanvasRenderingContext2D, left: number, right: number, height: number, paint: () => void): void {
  context.save();
  context.beginPath();
  context.rect(left, 0, right - left, height);
  context.clip();
  paint();
  context.restore();
}

function drawCheckerboard(context: CanvasRenderingContext2D, image: Size, viewport: Viewport, view: Size): void {
  const start = imageToView(viewport, view, { x: 0, y: 0 });
  const end = imageToView(viewport, view, { x: image.width, y: image.height });
  const [x, y] = [Math.round(start.x), Math.round(start.y)];
  const pattern = context.createPattern(checkerboard(), 'repeat');
  if (!pattern) return;
  context.fillStyle = pattern;
  context.fillRect(x, y, Math.round(end.x) - x, Math.round(end.y) - y);
}

let checker: OffscreenCanvas | undefined;
function checkerboard(): OffscreenCanvas {
  if (checker) return checker;
  checker = new OffscreenCanvas(2 * checkerSide, 2 * checkerSide);
  const context = checker.getContext('2d')!;
  context.fillStyle = '#cfcfcf';
  context.fillRect(0, 0, 2 * checkerSide, 2 * checkerSide);
  context.fillStyle = '#ffffff';
  context.fillRect(0, 0, checkerSide, checkerSide);
  context.fillRect(checkerSide, checkerSide, checkerSide, checkerSide);
  return checker;
}
