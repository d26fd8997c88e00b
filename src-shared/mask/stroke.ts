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
  for (let x = start, at = (y - first) * width + start - left; x < end; x += 1, at += 1) {
    if (values[at] === 255) continue;
    const across = x + 0.5 - from.x;
    const along = lengthSquared === 0 ? 0 : Math.min(1, Math.max(0, (across * dx + down * dy) / lengthSquared));
    const [sideways, away] = [across - along * dx, down - along * dy];
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

/** 255 within the hard part, falling smoothly to 0 half a pixel beyond the radius. */
function coverageAt(distanceSquared: number, radius: number, hardness: number): number {
  const outer = radius + edgeReach;
  if (distanceSquared >= outer * outer) return 0;
  const inner = hardness * radius - edgeReach;
  if (inner > 0 && distanceSquared <= inner * inner) return 255;
  const share = Math.min(1, (outer - Math.sqrt(distanceSquared)) / (outer - inner));
  return Math.round(255 * share * share * (3 - 2 * share));
}
