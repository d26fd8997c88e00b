/** @file Draws panes of tiles on a 2D canvas, in device pixels. Renderer. */
import { checkerboard } from './checkerboard.ts';
import { type Pane, type Projection, projectionOf } from './panes.ts';
import type { Side } from './scene.ts';
import type { Rectangle, Size, Viewport } from './viewport.ts';
import { type PlacedLayer, type VisibleTile, lastLevel, levelFor, standIn, tileKey, visibleTiles } from './visible-tiles.ts';

export type Drawing = { readonly panes: readonly Pane[]; readonly image: Size; readonly viewport: Viewport; readonly view: Size };
type Context = CanvasRenderingContext2D | OffscreenCanvasRenderingContext2D;
type FindTile = (key: string) => ImageBitmap | undefined;

/** Above this zoom pixels are shown as squares, and from the other one on with lines between them. */
const smoothUpTo = 2;
const gridFrom = 8;
const gridLines = [
  [-1, 'rgb(0 0 0 / 30%)'],
  [0, 'rgb(255 255 255 / 25%)'],
] as const;

/** As many tiles are there about as soon as the smallest level alone. */
const fewTiles = 4;

/** The tiles that the drawing needs, the most urgent first: every layer's smallest level, then the sharp ones from the middle; these alone first where they are few. */
export function wantedTiles({ panes, image, viewport }: Drawing): string[] {
  const layers = panes.flatMap((pane) =>
    [pane.side, ...(pane.against ? [pane.against.side] : [])].flatMap((side) => placedIn(side, image).map((placed) => ({ placed, pane, projection: projectionOf(viewport, pane.view) }))),
  );
  const overviews = layers.flatMap(({ placed, pane, projection }) => visibleTiles(placed, lastLevel(placed.layer), projection, pane.clip));
  const sharp = layers.flatMap(({ placed, pane, projection }) => visibleTiles(placed, levelFor(placed, projection), projection, pane.clip));
  sharp.sort((a, b) => a.distance - b.distance);
  return [...new Set((sharp.length > fewTiles ? [...overviews, ...sharp] : [...sharp, ...overviews]).map(({ key }) => key))];
}

/** What a side draws, the lowest first. */
function placedIn({ layer, patches }: Side, image: Size): PlacedLayer[] {
  return [
    { layer, area: { x: 0, y: 0, ...image } },
    ...patches.map((patch) => ({
      layer: patch,
      area: { x: patch.place.x * image.width, y: patch.place.y * image.height, width: patch.place.width * image.width, height: patch.place.height * image.height },
    })),
  ];
}

/** True where every tile was there in its full sharpness. */
export function drawScene(context: CanvasRenderingContext2D, { panes, image, viewport, view }: Drawing, tile: FindTile): boolean {
  context.clearRect(0, 0, view.width, view.height);
  const { colorSpace } = context.getContextAttributes();
  return panes.map((pane) => drawPane(context, pane, { image, projection: projectionOf(viewport, pane.view), view, colorSpace, tile })).every(Boolean);
}

type Surroundings = { readonly image: Size; readonly projection: Projection; readonly view: Size; readonly colorSpace: PredefinedColorSpace | undefined; readonly tile: FindTile };

function drawPane(context: CanvasRenderingContext2D, { side, clip, against }: Pane, surroundings: Surroundings): boolean {
  const place = pictureIn(surroundings.projection, surroundings.image);
  context.save();
  context.beginPath();
  context.rect(clip.x, clip.y, clip.width, clip.height);
  context.clip();
  if (against) fill(context, place, 'black');
  let complete = drawSide(context, side, clip, surroundings);
  if (against) {
    // On a canvas of its own, since patches drawn over a layer would be subtracted twice.
    const other = scratch('against', surroundings.view, surroundings.colorSpace);
    complete = drawSide(other, against.side, clip, surroundings) && complete;
    context.globalCompositeOperation = 'difference';
    context.drawImage(other.canvas, 0, 0);
    // Dodging by a grey g divides by 1 - g.
    const grey = 1 - 1 / against.gain;
    context.globalCompositeOperation = 'color-dodge';
    if (against.gain > 1) fill(context, place, `color(srgb ${grey} ${grey} ${grey})`);
    context.globalCompositeOperation = 'source-over';
  }
  if (surroundings.projection.zoom >= gridFrom) drawGrid(context, surroundings.projection, place, clip);
  context.restore();
  return complete;
}

type Scratch = 'against' | 'patches';
const scratches: Partial<Record<Scratch, OffscreenCanvasRenderingContext2D>> = {};

function scratch(use: Scratch, { width, height }: Size, colorSpace: PredefinedColorSpace | undefined): OffscreenCanvasRenderingContext2D {
  const kept = scratches[use];
  if (kept?.canvas.width === width && kept.canvas.height === height) {
    kept.clearRect(0, 0, width, height);
    return kept;
  }
  return (scratches[use] = new OffscreenCanvas(width, height).getContext('2d', { colorSpace: colorSpace ?? 'srgb' })!);
}

function drawSide(context: Context, side: Side, clip: Rectangle, surroundings: Surroundings): boolean {
  const { image, projection, tile, view, colorSpace } = surroundings;
  if (side.patches.length > 0 && side.opacity !== undefined && side.opacity < 1) {
    // On a canvas of their own: where patches lie over each other, only the uppermost shows through.
    const patches = scratch('patches', view, colorSpace);
    const above = placedIn(side, image).slice(1);
    patches.imageSmoothingEnabled = projection.zoom <= smoothUpTo;
    const complete = [drawSide(context, { layer: side.layer, patches: [] }, clip, surroundings), ...above.map((placed) => drawLayer(patches, placed, projection, clip, tile))];
    context.globalAlpha = side.opacity;
    context.drawImage(patches.canvas, 0, 0);
    context.globalAlpha = 1;
    return complete.every(Boolean);
  }
  context.imageSmoothingEnabled = projection.zoom <= smoothUpTo;
  const layers = placedIn(side, image);
  const checkers = layers.some(({ layer }) => layer.alpha) && checkerboard(context);
  if (checkers) fill(context, pictureIn(projection, image), checkers);
  return layers.map((placed) => drawLayer(context, placed, projection, clip, tile)).every(Boolean);
}

/** The picture's place on the canvas, in whole pixels. */
function pictureIn({ zoom, left, top }: Projection, image: Size): Rectangle {
  const [x, y] = [Math.round(left), Math.round(top)];
  return { x, y, width: Math.round(left + image.width * zoom) - x, height: Math.round(top + image.height * zoom) - y };
}

function fill(context: Context, { x, y, width, height }: Rectangle, style: string | CanvasPattern): void {
  context.fillStyle = style;
  context.fillRect(x, y, width, height);
}

/** Draws every place once, since a difference or transparency drawn twice would be wrong. */
function drawLayer(context: Context, placed: PlacedLayer, projection: Projection, clip: Rectangle, tile: FindTile): boolean {
  const sharpest = levelFor(placed, projection);
  let complete = true;
  for (const visible of visibleTiles(placed, sharpest, projection, clip)) {
    const bitmap = tile(visible.key);
    if (bitmap) drawPart(context, bitmap, { x: 0, y: 0, ...visible.part }, visible.place);
    else {
      complete = false;
      if (!drawFiner(context, placed, visible, projection, tile)) drawCoarser(context, placed, visible, tile);
    }
  }
  return complete;
}

/** After zooming out the finer tiles are still there. */
function drawFiner(context: Context, placed: PlacedLayer, { level, column, row, place }: VisibleTile, projection: Projection, tile: FindTile): boolean {
  if (level === 0) return false;
  const quarters = visibleTiles(placed, level - 1, projection, place).filter((it) => it.column >> 1 === column && it.row >> 1 === row);
  const found = quarters.map((quarter) => ({ quarter, bitmap: tile(tileKey(placed.layer, quarter)) }));
  if (found.some(({ bitmap }) => !bitmap)) return false;
  for (const { quarter, bitmap } of found) drawPart(context, bitmap!, { x: 0, y: 0, ...quarter.part }, quarter.place);
  return true;
}

function drawCoarser(context: Context, placed: PlacedLayer, visible: VisibleTile, tile: FindTile): void {
  for (let level = visible.level + 1; level <= lastLevel(placed.layer); level++) {
    const { key, from } = standIn(placed, visible, level);
    const bitmap = tile(key);
    if (!bitmap) continue;
    drawPart(context, bitmap, from, visible.place);
    return;
  }
}

function drawPart(context: Context, bitmap: ImageBitmap, from: Rectangle, to: Rectangle): void {
  context.drawImage(bitmap, from.x, from.y, from.width, from.height, to.x, to.y, to.width, to.height);
}

function drawGrid(context: Context, { zoom, left, top }: Projection, place: Rectangle, clip: Rectangle): void {
  const [fromX, toX] = [Math.max(place.x, clip.x), Math.min(place.x + place.width, clip.x + clip.width)];
  const [fromY, toY] = [Math.max(place.y, clip.y), Math.min(place.y + place.height, clip.y + clip.height)];
  // Dark and light beside each other, so that one of them shows on any colour.
  for (const [offset, style] of gridLines) {
    context.fillStyle = style;
    for (let x = Math.ceil((fromX - left) / zoom); left + x * zoom < toX; x++) context.fillRect(Math.round(left + x * zoom) + offset, fromY, 1, toY - fromY);
    for (let y = Math.ceil((fromY - top) / zoom); top + y * zoom < toY; y++) context.fillRect(fromX, Math.round(top + y * zoom) + offset, toX - fromX, 1);
  }
}
