/**
 * @file A brush stroke as a coverage. Pure; used by the engine and the window, which draws a stroke in progress with it.
 *
 * The brush is the union of discs along the line: the coverage is that of the nearest one, so that a stroke that crosses
 * itself gets no darker.
 */
import type { Coverage } from './frame.ts';

/** A place of the brush, in pixels of the coverage's grid. */
export type Dab = { readonly x: number; readonly y: number; readonly radius: number };

/** Beyond a dab's radius its edge still covers half a pixel. */
export const edgeReach = 0.5;

/** Raises `into` to the brush drawn straight from one dab to another; `hardness` in [0, 1]. */
export function coverSegment(into: Coverage, from: Dab, to: Dab, hardness: number): void {
  const reach = Math.max(from.radius, to.radius) + edgeReach;
  const top = Math.max(into.y, Math.floor(Math.min(from.y, to.y) - reach));
  const bottom = Math.min(into.y + into.height, Math.ceil(Math.max(from.y, to.y) + reach));
  for (let y = top; y < bottom; y += 1) coverRow(into, y, from, to, hardness, reach);
}

function coverRow({ x: left, y: first, width, values }: Coverage, y: number, from: Dab, to: Dab, hardness: number, reach: number): void {
  const [dx, dy] = [to.x - from.x, to.y - from.y];
  const lengthSquared = dx * dx + dy * dy;
  const down = y + 0.5 - from.y;
  const [near, far] = partInReach(down, dy, reach);
  if (near > far) return;
  const [xNear, xFar] = [from.x + near * dx, from.x + far * dx];
  const start = Math.max(left, Math.floor(Math.min(xNear, xFar) - reach));
  const end = Math.min(left + width, Math.ceil(Math.max(xNear, xFar) + reach));
  const row = (y - first) * width - left;
  const [hardStart, hardEnd] = hardPart(y, from, to, hardness);
  const [fillStart, fillEnd] = [Math.max(start, hardStart), Math.min(end, hardEnd)];
  if (fillStart < fillEnd) values.fill(255, row + fillStart, row + fillEnd);
  for (let x = start; x < end; x += 1) {
    if (x === fillStart && fillStart < fillEnd) x = fillEnd;
    if (x >= end) break;
    const at = row + x;
    if (values[at] === 255) continue;
    const across = x + 0.5 - from.x;
    const along = lengthSquared === 0 ? 0 : Math.min(1, Math.max(0, (across * dx + down * dy) / lengthSquared));
    const sideways = across - along * dx;
    const away = down - along * dy;
    const value = coverageAt(sideways * sideways + away * away, from.radius + along * (to.radius - from.radius), hardness);
    if (value > values[at]!) values[at] = value;
  }
}

/** The part of the segment, in shares of its length, that is within reach of a row. */
function partInReach(down: number, dy: number, reach: number): [number, number] {
  if (dy === 0) return Math.abs(down) <= reach ? [0, 1] : [1, 0];
  const [a, b] = [(down - reach) / dy, (down + reach) / dy];
  return [Math.max(0, Math.min(a, b)), Math.min(1, Math.max(a, b))];
}

/** From and to which pixel a row lies in the hard part of the discs at both ends, and so in that between them; empty where it meets neither. */
function hardPart(y: number, from: Dab, to: Dab, hardness: number): [number, number] {
  const inner = hardness * Math.min(from.radius, to.radius) - edgeReach;
  let [start, end] = [Infinity, -Infinity];
  for (const { x, y: middle } of [from, to]) {
    const half = inner > 0 ? Math.sqrt(inner * inner - (y + 0.5 - middle) ** 2) : Number.NaN;
    if (Number.isNaN(half)) continue;
    start = Math.min(start, Math.ceil(x - half - 0.5));
    end = Math.max(end, Math.floor(x + half - 0.5) + 1);
  }
  return [start, end];
}

/** 255 within the hard part, falling smoothly to 0 half a pixel beyond the radius. */
function coverageAt(distanceSquared: number, radius: number, hardness: number): number {
  const outer = radius + edgeReach;
  if (distanceSquared >= outer * outer) return 0;
  const inner = hardness * radius - edgeReach;
  if (inner > 0 && distanceSquared <= inner * inner) return 255;
  const share = Math.min(1, (outer - Math.sqrt(distanceSquared)) / (outer - inner));
  return Math.round(255 * share * share * (3 - 2 * share));
}
