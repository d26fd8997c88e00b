/** @file Rulers of real picture pixels along the top and the left border, drawn past React. Renderer. */
import { useEffect, useRef } from 'react';
import { onFrame } from './current-surface.ts';
import { projectionOf } from './panes.ts';
import { rulerTicks } from './ruler-ticks.ts';
import type { Frame } from './surface.ts';
import type { Rectangle } from './viewport.ts';

/** CSS pixels. */
const thickness = 20;
const tickLength = 5;
const labelSize = 10;

export function Rulers() {
  const across = useRef<HTMLCanvasElement>(null);
  const down = useRef<HTMLCanvasElement>(null);
  useEffect(
    () =>
      onFrame((frame) => {
        drawRuler(across.current!, frame, true);
        drawRuler(down.current!, frame, false);
      }),
    [],
  );
  return (
    <>
      <canvas ref={across} className="ruler ruler-across" aria-hidden="true" />
      <canvas ref={down} className="ruler ruler-down" aria-hidden="true" />
    </>
  );
}

function drawRuler(canvas: HTMLCanvasElement, frame: Frame | null, across: boolean): void {
  const context = canvas.getContext('2d')!;
  const ratio = devicePixelRatio;
  const length = frame ? (across ? frame.view.width : frame.view.height) / ratio : 0;
  const [width, height] = across ? [length, thickness] : [thickness, length];
  resize(canvas, Math.round(width * ratio), Math.round(height * ratio));
  if (!frame) return;
  const { color, backgroundColor, fontFamily } = getComputedStyle(canvas);
  context.setTransform(ratio, 0, 0, ratio, 0, 0);
  context.fillStyle = backgroundColor;
  context.fillRect(0, 0, width, height);
  context.fillStyle = color;
  context.font = `${labelSize}px ${fontFamily}`;
  context.textBaseline = 'middle';
  // Each pane has marks of its own; two above each other share those along the top.
  const starts = new Set<number>();
  for (const { view } of frame.panes) {
    const start = across ? view.x : view.y;
    if (starts.has(start)) continue;
    starts.add(start);
    drawMarks(context, frame, view, across);
  }
}

function drawMarks(context: CanvasRenderingContext2D, { viewport, image }: Frame, view: Rectangle, across: boolean): void {
  const ratio = devicePixelRatio;
  const { zoom, left, top } = projectionOf(viewport, view);
  const [origin, from, length, end] = across ? [left, view.x, view.width, image.width] : [top, view.y, view.height, image.height];
  context.save();
  context.beginPath();
  if (across) context.rect(from / ratio, 0, length / ratio, thickness);
  else context.rect(0, from / ratio, thickness, length / ratio);
  context.clip();
  for (const { at, labelled } of rulerTicks(Math.max(0, (from - origin) / zoom), Math.min(end, (from + length - origin) / zoom), zoom / ratio)) {
    const place = (origin + at * zoom) / ratio;
    const size = labelled ? thickness : tickLength;
    if (across) context.fillRect(place, thickness - size, 1 / ratio, size);
    else context.fillRect(thickness - size, place, size, 1 / ratio);
    if (labelled) drawLabel(context, String(at), place, across);
  }
  context.restore();
}

/** Along the left border from below upwards, as on paper. */
function drawLabel(context: CanvasRenderingContext2D, text: string, place: number, across: boolean): void {
  context.save();
  context.translate(across ? place + 3 : thickness / 2 - 3, across ? thickness / 2 - 2 : place - 3);
  if (!across) context.rotate(-Math.PI / 2);
  context.fillText(text, 0, 0);
  context.restore();
}

function resize(canvas: HTMLCanvasElement, width: number, height: number): void {
  if (canvas.width !== width) canvas.width = width;
  if (canvas.height !== height) canvas.height = height;
}
