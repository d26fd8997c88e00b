/** @file The whole picture, small, with a frame around what is in sight; the frame is dragged, past React. Renderer. */
import { type PointerEvent, useEffect, useRef } from 'react';
import { currentSurface, onFrame } from './current-surface.ts';
import type { Side } from './scene.ts';
import { sightOf } from '../preview/sight.ts';
import type { Frame } from './surface.ts';
import { tileCache } from './tiles.ts';
import type { Size } from './viewport.ts';
import { lastLevel, partOf, tileKey } from './visible-tiles.ts';
import { pyramidLevels } from '../../src-shared/pyramid.ts';

/** CSS pixels of the longer side. */
const longerSide = 160;

export function Navigator() {
  const canvas = useRef<HTMLCanvasElement>(null);
  const sight = useRef<HTMLDivElement>(null);
  useEffect(() => {
    let shown: Side | null = null;
    const draw = () => {
      if (shown) drawOverview(canvas.current!, shown, tiles.get);
    };
    const tiles = tileCache.join(draw);
    const stop = onFrame((frame) => {
      const next = frame?.panes.at(-1)?.side ?? null;
      if (next !== shown) {
        shown = next;
        tiles.want(next ? [overviewKey(next)] : []);
        draw();
      }
      if (frame) placeSight(sight.current!, frame);
    });
    return () => {
      stop();
      tiles.leave();
    };
  }, []);

  const drag = (event: PointerEvent<HTMLDivElement>) => {
    if (!event.currentTarget.hasPointerCapture(event.pointerId)) return;
    const { left, top, width, height } = canvas.current!.getBoundingClientRect();
    currentSurface()?.centreOn({ x: (event.clientX - left) / width, y: (event.clientY - top) / height });
  };
  return (
    <div
      className="navigator"
      aria-hidden="true"
      onPointerDown={(event) => {
        event.preventDefault();
        event.currentTarget.setPointerCapture(event.pointerId);
        drag(event);
      }}
      onPointerMove={drag}
    >
      <canvas ref={canvas} />
      <div ref={sight} className="navigator-sight" />
    </div>
  );
}

const overviewKey = ({ layer }: Side): string => tileKey(layer, { level: lastLevel(layer), column: 0, row: 0 });

function overviewSize({ width, height }: Size): Size {
  const scale = longerSide / Math.max(width, height);
  return { width: Math.max(1, Math.round(width * scale)), height: Math.max(1, Math.round(height * scale)) };
}

function drawOverview(canvas: HTMLCanvasElement, { layer }: Side, tile: (key: string) => ImageBitmap | undefined): void {
  const size = overviewSize(layer.pyramid);
  canvas.style.width = `${size.width}px`;
  canvas.style.height = `${size.height}px`;
  canvas.width = Math.round(size.width * devicePixelRatio);
  canvas.height = Math.round(size.height * devicePixelRatio);
  const bitmap = tile(overviewKey({ layer, patches: [] }));
  if (!bitmap) return;
  const part = partOf(pyramidLevels(layer.pyramid).at(-1)!, { level: 0, column: 0, row: 0 });
  const context = canvas.getContext('2d')!;
  context.imageSmoothingQuality = 'high';
  context.drawImage(bitmap, 0, 0, part.width, part.height, 0, 0, canvas.width, canvas.height);
}

function placeSight(element: HTMLElement, frame: Frame): void {
  const { image } = frame;
  const size = overviewSize(image);
  const sight = sightOf(frame, image);
  element.hidden = sight === null;
  if (!sight) return;
  const { x, y, width, height } = sight.region;
  const [across, down] = [size.width / image.width, size.height / image.height];
  element.style.transform = `translate(${x * across}px, ${y * down}px)`;
  element.style.width = `${width * across}px`;
  element.style.height = `${height * down}px`;
}
