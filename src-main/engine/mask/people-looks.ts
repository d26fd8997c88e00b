/**
 * @file Which parts of a picture are looked at for people: all of it, then windows in which small figures are large enough for the
 * network, then each of what was found there by itself. Pure.
 */

export type Part = { readonly left: number; readonly top: number; readonly width: number; readonly height: number };
type Size = { readonly width: number; readonly height: number };

/** Squares of this share of the shorter side, each half over the next, row by row; the last ones end with the picture. */
export function windowsOf({ width, height }: Size, share: number): Part[] {
  const side = Math.max(1, Math.round(Math.min(width, height) * share));
  const starts = (length: number) => {
    const count = Math.ceil((length - side) / (side / 2)) + 1;
    return Array.from({ length: count }, (_, index) => Math.min(length - side, Math.floor((index * side) / 2)));
  };
  return starts(height).flatMap((top) => starts(width).map((left) => ({ left, top, width: side, height: side })));
}

/** How much what a window says of a pixel counts: little at its border, where figures are cut off. */
export const windowWeight = ({ width, height }: Part, x: number, y: number): number => Math.min(x + 1, width - x, y + 1, height - y);

export type Figure = Part & { /** Of what belongs to it: between a half and 1. */ readonly mean: number };

/** Boxes of what is above a half and connected, the largest first. */
export function figuresIn(matte: Float32Array, { width, height }: Size): Figure[] {
  const seen = new Uint8Array(matte.length);
  const figures: Figure[] = [];
  for (let start = 0; start < matte.length; start += 1) {
    if (seen[start] === 1 || !(matte[start]! > half)) continue;
    let [left, right, bottom, sum] = [width, 0, 0, 0];
    const connected = [start];
    seen[start] = 1;
    for (const pixel of connected) {
      const [x, y] = [pixel % width, Math.floor(pixel / width)];
      [left, right, bottom, sum] = [Math.min(left, x), Math.max(right, x), Math.max(bottom, y), sum + matte[pixel]!];
      for (const [neighbour, inside] of [[pixel - 1, x > 0], [pixel + 1, x < width - 1], [pixel - width, y > 0], [pixel + width, y < height - 1]] as const) {
        if (!inside || seen[neighbour] === 1 || !(matte[neighbour]! > half)) continue;
        seen[neighbour] = 1;
        connected.push(neighbour);
      }
    }
    const top = Math.floor(start / width);
    figures.push({ left, top, width: right - left + 1, height: bottom - top + 1, mean: sum / connected.length });
  }
  return figures.sort((a, b) => b.width * b.height - a.width * a.height);
}

/** A figure's sides are at least this long, in pixels. */
const leastSide = 6;
/** The shorter side of somebody, beside the longer: what is more slender is a post or a strip at the picture's border. */
const slenderest = 0.25;

/** Whether a box has a size and shape that somebody may have. */
export const isBody = ({ width, height }: Part): boolean => Math.min(width, height) >= Math.max(leastSide, slenderest * Math.max(width, height));

/** Above this there is somebody. */
export const half = 0.5;

/** The box with a margin of so many of its longer side around it, as far as the picture goes. */
export function around({ left, top, width, height }: Part, margin: number, picture: Size): Part {
  const more = Math.ceil(margin * Math.max(width, height));
  const [x, y] = [Math.max(0, left - more), Math.max(0, top - more)];
  return { left: x, top: y, width: Math.min(picture.width, left + width + more) - x, height: Math.min(picture.height, top + height + more) - y };
}

/** Share of `a` that lies in `b`. */
export function shareIn(a: Part, b: Part): number {
  const across = Math.min(a.left + a.width, b.left + b.width) - Math.max(a.left, b.left);
  const down = Math.min(a.top + a.height, b.top + b.height) - Math.max(a.top, b.top);
  return across > 0 && down > 0 ? (across * down) / (a.width * a.height) : 0;
}
