/**
 * @file Finds skin in a small copy of a picture by its colour, and by the shape of what has that colour. Pure; runs in the engine.
 *
 * Colours alone leave holes in flushed or sunlit faces and take sand for skin: so paler and redder colours count where
 * they hang together with sure ones, what is red among skin and holes in a face belong to it, and a strip from border to
 * border is ground.
 */
import { boxMean } from './fit-transforms.ts';

type Size = { readonly width: number; readonly height: number };
type Planes = readonly [red: Float32Array, green: Float32Array, blue: Float32Array];

/** 1 where skin is, else 0. */
export function skinIn(planes: Planes, size: Size): Float32Array {
  const { width, height } = size;
  const colours = skinColours(planes);
  const close = boxMean(Float32Array.from(colours, (colour) => (colour >= likely ? 1 : 0)), width, height).map((share) => (share >= dense ? 1 : 0));
  const found = new Float32Array(width * height);
  const regions = regionsOf(close, 1, size).filter((region) => isSkin(region, colours, size));
  for (const { pixels } of regions) for (const pixel of pixels) found[pixel] = 1;
  const largest = regions.reduce((most, { pixels }) => Math.max(most, pixels.length), 0);
  boxMean(found, width, height, Math.round(Math.max(width, height) * flushedReach)).forEach((share, pixel) => {
    if (share >= amongSkin && colours[pixel]! >= reddish) found[pixel] = 1;
  });
  for (const hole of regionsOf(found, 0, size)) if (hole.pixels.length < largestHole * largest && !reachesBorder(hole, size)) for (const pixel of hole.pixels) found[pixel] = 1;
  return found;
}

/** Share of a pixel's surroundings that must have a skin's colour: lone pixels are chance. */
const dense = 0.5;
/** Share of a region that must have a sure colour. */
const leastSure = 0.3;
/** Times its height that a region from border to border is wide, from which it is ground. */
const groundWidth = 1.5;
/** Of the largest region: more is what is seen under an arm. */
const largestHole = 0.3;
/** Half of a window, as a share of the longer side, and how much of it is skin around what is flushed. */
const [flushedReach, amongSkin] = [1 / 48, 0.4];

/** Green for each red: more is a hazy sky, straw or paper in warm light. */
const yellowest = 0.9;

const [reddish, likely, sure] = [1, 2, 3];

/**
 * `sure` where the colour is that of skin, `likely` and `reddish` where it may be, 0 elsewhere: Kovac, Peer and Solina, "Human Skin Colour Clustering for
 * Face Detection" (2003), in daylight, within the chroma of Chai and Ngan, "Face Segmentation Using Skin-Color Map in
 * Videophone Applications" (1999), or within wider ones.
 */
function skinColours([red, green, blue]: Planes): Uint8Array {
  return Uint8Array.from(red, (value, pixel) => {
    const [r, g, b] = [255 * value, 255 * green[pixel]!, 255 * blue[pixel]!];
    const coloured = r > 95 && g > 40 && b > 20 && Math.max(r, g, b) - Math.min(r, g, b) > 15 && r - g > 15 && r > b;
    const blueChroma = 128 - 0.169 * r - 0.331 * g + 0.5 * b;
    const redChroma = 128 + 0.5 * r - 0.419 * g - 0.081 * b;
    if (!coloured || blueChroma < 75 || blueChroma > 127 || redChroma < 133) return 0;
    if (redChroma > 184) return reddish;
    return blueChroma >= 77 && redChroma <= 173 && g < yellowest * r ? sure : likely;
  });
}

type Found = { readonly pixels: readonly number[]; readonly left: number; readonly right: number; readonly top: number; readonly bottom: number };

function isSkin({ pixels, left, right, top, bottom }: Found, colours: Uint8Array, { width }: Size): boolean {
  const isGround = left === 0 && right === width - 1 && width > groundWidth * (bottom - top + 1);
  return !isGround && pixels.filter((pixel) => colours[pixel] === sure).length >= leastSure * pixels.length;
}

const reachesBorder = ({ left, right, top, bottom }: Found, { width, height }: Size): boolean => left === 0 || top === 0 || right === width - 1 || bottom === height - 1;

/** Pixels of this value that touch along a side. */
function regionsOf(map: Float32Array, value: number, { width, height }: Size): Found[] {
  const seen = new Uint8Array(map.length);
  const regions: Found[] = [];
  for (let start = 0; start < map.length; start += 1) {
    if (map[start] !== value || seen[start] === 1) continue;
    const pixels = [start];
    seen[start] = 1;
    let [left, right, top, bottom] = [width, 0, height, 0];
    const visit = (pixel: number) => {
      if (map[pixel] !== value || seen[pixel] === 1) return;
      seen[pixel] = 1;
      pixels.push(pixel);
    };
    for (const pixel of pixels) {
      const [x, y] = [pixel % width, Math.floor(pixel / width)];
      [left, right, top, bottom] = [Math.min(left, x), Math.max(right, x), Math.min(top, y), Math.max(bottom, y)];
      if (x > 0) visit(pixel - 1);
      if (x < width - 1) visit(pixel + 1);
      if (y > 0) visit(pixel - width);
      if (y < height - 1) visit(pixel + width);
    }
    regions.push({ pixels, left, right, top, bottom });
  }
  return regions;
}
