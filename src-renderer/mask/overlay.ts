/** @file Draws the mask of the selected step over the canvas, with what is being drawn. Past React. Renderer. */
import { pyramidLevels } from '../../src-shared/pyramid.ts';
import type { Mask } from '../../src-shared/mask.ts';
import { type Pane, projectionOf } from '../canvas/panes.ts';
import type { Frame } from '../canvas/surface.ts';
import type { Rectangle } from '../canvas/viewport.ts';
import { type PlacedLayer, type VisibleTile, lastLevel, levelFor, standIn, visibleTiles } from '../canvas/visible-tiles.ts';
import type { MaskLook } from '../stores/mask-tools.ts';
import type { LiveStroke } from './live-stroke.ts';
import { createMaskTiles } from './mask-tiles.ts';

/** Above this zoom pixels are shown as squares, as the picture's are. */
const smoothUpTo = 2;
const tint = 'rgb(255 45 45)';

/** An outline in progress, in pixels of the view. */
export type Draft = { readonly path: Path2D; readonly erases: boolean };
/** Panes that show what the masked step made: no tint lies over them while nothing is drawn. */
export type Bare = Readonly<Record<Pane['name'], boolean>>;
export type MaskOverlay = ReturnType<typeof createMaskOverlay>;

export function createMaskOverlay(canvas: HTMLCanvasElement) {
  const context = canvas.getContext('2d')!;
  const tiles = createMaskTiles(() => {
    // What has been drawn is part of the mask by now.
    if (tiles.isCurrent() && finishing) replaceStroke(null);
    draw();
  });
  let frame: Frame | null = null;
  let mask: Mask | null = null;
  let shownSubject = '';
  let look: MaskLook = 'overlay';
  let stroke: LiveStroke | null = null;
  /** The stroke has ended and stays until the mask that holds it is there. */
  let finishing = false;
  let draft: Draft | null = null;
  let bare: Bare = { before: false, after: false };

  function replaceStroke(next: LiveStroke | null): void {
    stroke?.release();
    [stroke, finishing] = [next, false];
  }

  const placed = ({ image }: Frame, source: Extract<Mask['source'], { kind: 'painted' }>): PlacedLayer => ({
    layer: { id: 'mask', pyramid: { width: source.width, height: source.height }, alpha: true },
    area: { x: 0, y: 0, ...image },
  });

  function want(): void {
    if (!frame || mask?.source.kind !== 'painted' || look === 'hidden') return tiles.want([]);
    const layer = placed(frame, mask.source);
    const levels = pyramidLevels(layer.layer.pyramid);
    const { viewport } = frame;
    const visible = frame.panes.flatMap((pane) => {
      const projection = projectionOf(viewport, pane.view);
      return [lastLevel(layer.layer), levelFor(layer, projection)].flatMap((level) => visibleTiles(layer, level, projection, pane.clip));
    });
    const unique = new Map(visible.map((tile) => [tile.key, tile]));
    tiles.want(
      [...unique.values()].map(({ key, level, column, row, part }) => {
        const { width, height } = levels[level]!;
        return { key, frame: { x: column * 512, y: row * 512, ...part, across: width, down: height } };
      }),
    );
  }

  function draw(dirty?: Rectangle): void {
    const area = dirty ? { x: Math.floor(dirty.x), y: Math.floor(dirty.y), width: Math.ceil(dirty.width) + 1, height: Math.ceil(dirty.height) + 1 } : { x: 0, y: 0, width: canvas.width, height: canvas.height };
    context.save();
    context.beginPath();
    context.rect(area.x, area.y, area.width, area.height);
    context.clip();
    context.clearRect(area.x, area.y, area.width, area.height);
    if (frame && look !== 'hidden') for (const pane of frame.panes) if (!isBare(pane)) drawPane(frame, pane, area);
    context.restore();
  }

  const isBare = ({ name }: Pane): boolean => look === 'overlay' && bare[name] && !stroke && !draft;

  function drawPane(of: Frame, pane: Pane, area: Rectangle): void {
    const projection = projectionOf(of.viewport, pane.view);
    const [left, top] = [Math.max(pane.clip.x, projection.left), Math.max(pane.clip.y, projection.top)];
    const right = Math.min(pane.clip.x + pane.clip.width, projection.left + of.image.width * projection.zoom);
    const bottom = Math.min(pane.clip.y + pane.clip.height, projection.top + of.image.height * projection.zoom);
    if (right <= left || bottom <= top) return;
    context.save();
    context.beginPath();
    context.rect(left, top, right - left, bottom - top);
    context.clip();
    if (mask?.source.kind === 'painted') {
      const layer = placed(of, mask.source);
      const level = levelFor(layer, projection);
      context.imageSmoothingEnabled = projection.zoom <= smoothUpTo;
      for (const tile of visibleTiles(layer, level, projection, pane.clip)) drawTile(layer, tile);
    }
    drawInProgress(area);
    if (look === 'overlay') fill('source-in', tint);
    if (look === 'black-white') fill('destination-over', 'black');
    context.restore();
  }

  function drawTile(layer: PlacedLayer, visible: VisibleTile): void {
    const { place } = visible;
    const sharp = tiles.get(visible.key);
    const coarse = standIn(layer, visible, lastLevel(layer.layer));
    const tile = sharp === undefined ? tiles.get(coarse.key) : sharp;
    if (!tile) return;
    if (tile === 'full') {
      context.fillStyle = 'white';
      context.fillRect(place.x, place.y, place.width, place.height);
    } else if (sharp) context.drawImage(tile, place.x, place.y, place.width, place.height);
    else context.drawImage(tile, coarse.from.x, coarse.from.y, coarse.from.width, coarse.from.height, place.x, place.y, place.width, place.height);
  }

  function drawInProgress(area: Rectangle): void {
    const outline = look === 'outline';
    if (stroke) {
      context.globalAlpha = stroke.opacity * (outline ? 0.6 : 1);
      context.globalCompositeOperation = stroke.erases && !outline ? 'destination-out' : 'source-over';
      stroke.drawOnto(context, area);
    }
    if (draft) {
      context.globalAlpha = 1;
      context.globalCompositeOperation = draft.erases && !outline ? 'destination-out' : 'source-over';
      context.fillStyle = outline ? 'rgb(255 255 255 / 40%)' : 'white';
      context.fill(draft.path);
      context.globalCompositeOperation = 'source-over';
      context.strokeStyle = 'white';
      context.lineWidth = Math.max(1, devicePixelRatio);
      context.stroke(draft.path);
    }
    context.globalAlpha = 1;
    context.globalCompositeOperation = 'source-over';
  }

  function fill(operation: GlobalCompositeOperation, style: string): void {
    context.globalCompositeOperation = operation;
    context.fillStyle = style;
    context.fillRect(0, 0, canvas.width, canvas.height);
    context.globalCompositeOperation = 'source-over';
  }

  return {
    /** The mask of a subject: a step of a picture. */
    show(next: Mask | null, subject: string) {
      const grows = subject === shownSubject && mask?.source.kind === 'painted' && next?.source.kind === 'painted';
      mask = next;
      shownSubject = subject;
      tiles.show(next, subject);
      if (next?.source.kind !== 'painted') [stroke, finishing] = [null, false];
      want();
      // Until its tiles are there, what is drawn of a painted mask is what was.
      if (!grows) draw();
    },
    setLook(next: MaskLook) {
      look = next;
      canvas.dataset['look'] = next;
      tiles.setOutline(next === 'outline');
      want();
      draw();
    },
    setBare(next: Bare) {
      bare = next;
      draw();
    },
    /** Follows the picture's canvas, frame by frame. */
    follow(next: Frame | null) {
      frame = next;
      if (next && (canvas.width !== next.view.width || canvas.height !== next.view.height)) [canvas.width, canvas.height] = [next.view.width, next.view.height];
      want();
      draw();
    },
    /** Shows a stroke in progress; null takes it away. */
    setStroke(next: LiveStroke | null) {
      replaceStroke(next);
      draw();
    },
    /** The stroke goes as soon as the mask that holds it is there. */
    finishStroke() {
      finishing = true;
    },
    /** The stroke in progress has changed here. */
    redraw: draw,
    setDraft(next: Draft | null) {
      draft = next;
      draw();
    },
    frame: () => frame,
    destroy() {
      tiles.destroy();
    },
  };
}
