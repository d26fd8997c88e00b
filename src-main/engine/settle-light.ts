/**
 * @file Evens out what a relighting network does where a person would not expect differences. Pure; runs in the engine.
 *
 * The network sees a picture at 768 pixels through windows of its own, so the darkness of a sky begins a few pixels beside
 * a roof, leaves the gaps of a tree bright, and lamplight breaks into glitter on paving and leaves. A sky is one thing: all
 * of it takes the transforms that it has far from its borders, averaged around each place. Rough ground and leaves take
 * those of their surroundings. Facades and windows, whose edges run along two directions, keep their own.
 */
import { lumaOf, lumaShares } from '../../src-shared/luma.ts';
import { skyLongSide, skyMask } from '../image-io/sky-mask.ts';
import { boxMean } from './fit-transforms.ts';
import { around, type Cells, cellsOf, cellShares, ramp, spreadOver } from './light-cells.ts';
import type { LocalTransforms } from './local-transforms.ts';
import { settleColours } from './settle-colours.ts';
import { withoutIslands } from './sky-islands.ts';
import { averaged, blend, inCells, numbers, used } from './transform-cells.ts';
import { vegetationIn } from './vegetation.ts';
import type { SmallPicture } from './whole-picture.ts';

/** How much of each small pixel, 0 to 1, is sky, is rough, and is grass or leaves. */
export type Surfaces = { readonly sky: Float32Array; readonly rough: Float32Array; readonly green: Float32Array };

/** Side of the squares by which surfaces are told apart and light is evened out. */
const narrow = 4;

/** Of squares: the surroundings of a rough place in which sky makes it a tree before the sky, and how many times its share of them counts: such a tree is as dark as the sky. */
const [treeReach, treeShare] = [3, 5];
/** What is surrounded by so much sky is a cloud or a bird. */
const surrounded = 0.93;

/** Squares around a smooth green place, and shares of them that are green between which it becomes a lawn: less is paint, or a lamp's reflection in water. */
const [lawnReach, leastLawn, mostLawn] = [10, 0.35, 0.5];

export function surfacesOf(small: SmallPicture): Surfaces {
  const cells = cellsOf(small, narrow);
  const sky = upToEdges(skyIn(small), small, cells);
  const rough = spreadOver(roughCells(small, cells), cells, small);
  const green = vegetationIn(small);
  const lawn = spreadOver(around(cellShares(green, small, cells), cells, lawnReach), cells, small);
  const nearby = spreadOver(around(cellShares(sky, small, cells), cells, treeReach), cells, small);
  for (let pixel = 0; pixel < rough.length; pixel += 1) {
    const dark = nearby[pixel]! > surrounded ? 1 : rough[pixel]! * Math.min(1, treeShare * nearby[pixel]!);
    sky[pixel] = Math.max(sky[pixel]!, dark);
    green[pixel]! *= (1 - sky[pixel]!) * Math.max(rough[pixel]!, ramp(lawn[pixel]!, leastLawn, mostLawn));
    rough[pixel]! *= 1 - Math.max(sky[pixel]!, green[pixel]!);
  }
  return { sky, rough, green };
}

/** Of each small pixel, how much of it is sky by day. */
export function skyIn(small: SmallPicture): Float32Array {
  const { width, height, planeWidth, planeHeight, planes } = small;
  const ratio = Math.min(1, skyLongSide / Math.max(width, height));
  const seen = { width: Math.max(1, Math.round(width * ratio)), height: Math.max(1, Math.round(height * ratio)) };
  const samples = new Uint8Array(3 * seen.width * seen.height);
  for (let y = 0, to = 0; y < seen.height; y += 1) {
    const [top, bottom] = [Math.floor((y * height) / seen.height), Math.ceil(((y + 1) * height) / seen.height)];
    for (let x = 0; x < seen.width; x += 1) {
      const [left, right] = [Math.floor((x * width) / seen.width), Math.ceil(((x + 1) * width) / seen.width)];
      for (let channel = 0; channel < 3; channel += 1, to += 1) {
        let sum = 0;
        for (let row = top; row < bottom; row += 1) for (let column = left; column < right; column += 1) sum += planes[(channel * planeHeight + row) * planeWidth + column]!;
        samples[to] = Math.round((255 * sum) / ((bottom - top) * (right - left)));
      }
    }
  }
  return spreadOver(withoutIslands(skyMask({ ...seen, samples }), seen), seen, small);
}

/** Squares beside the border of the mask, which is found at a third of the size, in which the sky's border may be, and from which a sky's colour is taken. */
const [borderReach, colourReach] = [1, 2];
/** Distance in colour, 0 to 1, up to which a pixel is sky, and from which it is not. */
const [alike, unlike] = [0.08, 0.18];
/** Of a square and those around it: less is no sky, more has no border. */
const [noSky, allSky] = [0.01, 0.99];

/** Moves a mask's soft border to where the colour changes. */
function upToEdges(mask: Float32Array, { width, height, planeWidth, planeHeight, planes }: SmallPicture, cells: Cells): Float32Array {
  const count = cells.width * cells.height;
  const plane = planeWidth * planeHeight;
  const [sure, red, green, blue] = [0, 1, 2, 3].map(() => new Float32Array(count)) as [Float32Array, Float32Array, Float32Array, Float32Array];
  const eachPixel = (of: (pixel: number, cell: number, at: number) => void) => {
    for (let y = 0, pixel = 0; y < height; y += 1) {
      const row = Math.floor(y / cells.side) * cells.width;
      for (let x = 0, at = y * planeWidth; x < width; x += 1, at += 1, pixel += 1) of(pixel, row + Math.floor(x / cells.side), at);
    }
  };
  eachPixel((pixel, cell, at) => {
    if (mask[pixel]! < 0.98) return;
    sure[cell]! += 1;
    red[cell]! += planes[at]!;
    green[cell]! += planes[plane + at]!;
    blue[cell]! += planes[2 * plane + at]!;
  });
  const near = boxMean(cellShares(mask, { width, height }, cells), cells.width, cells.height, borderReach);
  const [weights, r, g, b] = [sure, red, green, blue].map((map) => around(map, cells, colourReach)) as [Float32Array, Float32Array, Float32Array, Float32Array];
  const moved = mask.slice();
  eachPixel((pixel, cell, at) => {
    const share = near[cell]!;
    const weight = weights[cell]!;
    if (share < noSky || share > allSky || weight < 0.1) return;
    const distance = Math.hypot(planes[at]! - r[cell]! / weight, planes[plane + at]! - g[cell]! / weight, planes[2 * plane + at]! - b[cell]! / weight);
    moved[pixel] = 1 - ramp(distance, alike, unlike);
  });
  return moved;
}

/** Relative change of brightness over two pixels that shows as texture. */
const visible = 0.1;
/** Shares of pixels with texture between which a place becomes rough. */
const [leastBusy, mostBusy] = [0.25, 0.5];
/** Mean of |cos 2 a| over the directions a of changes, each as strong as it is: 0.64 where all directions are alike, towards 1 on a wall with windows. */
const [anyDirection, twoDirections] = [0.62, 0.7];
/** Cells that are taken together, twice. */
const roughReach = 3;

function roughCells({ width, height, planeWidth, planeHeight, planes }: SmallPicture, cells: Cells): Float32Array {
  const plane = planeWidth * planeHeight;
  const luma = new Float32Array(width * height);
  for (let y = 0, to = 0; y < height; y += 1) for (let x = 0, at = y * planeWidth; x < width; x += 1, at += 1, to += 1) luma[to] = lumaOf(planes[at]!, planes[plane + at]!, planes[2 * plane + at]!);
  const [straight, strength, busy] = [0, 1, 2].map(() => new Float32Array(cells.width * cells.height)) as [Float32Array, Float32Array, Float32Array];
  for (let y = 1; y < height - 1; y += 1) {
    for (let x = 1, at = y * width + 1; x < width - 1; x += 1, at += 1) {
      const brightness = luma[at]! + 0.05;
      const across = (luma[at + 1]! - luma[at - 1]!) / brightness;
      const down = (luma[at + width]! - luma[at - width]!) / brightness;
      const squared = across * across + down * down;
      if (squared < 1e-6) continue;
      const to = Math.floor(y / cells.side) * cells.width + Math.floor(x / cells.side);
      const change = Math.min(1, Math.sqrt(squared));
      straight[to]! += (change * Math.abs(across * across - down * down)) / squared;
      strength[to]! += change;
      if (change > visible) busy[to]! += 1 / cells.side ** 2;
    }
  }
  const [s, all, dense] = [straight, strength, busy].map((map) => around(map, cells, roughReach)) as [Float32Array, Float32Array, Float32Array];
  return dense.map((share, index) => ramp(share, leastBusy, mostBusy) * (1 - ramp(s[index]! / (all[index]! + 1e-6), anyDirection, twoDirections)));
}

/** A sky is averaged by squares of this side, over so many of them, and from farther off where there are few. */
const [skyCell, skyReach, farther] = [16, 8, 3];
/** Squares that are not all sky count so little, since the network took some of them for something else. */
const borderWeight = 0.001;
/** Squares over which the light on what is rough is averaged, and on grass and leaves. */
const [lightReach, meadowReach] = [2, 4];
/** Light, 0 to 1, that grass and leaves come near but never reach: nobody lights a lawn. */
const brightestGreen = 0.015;
/** What the day has at least where its light is compared with that of the night. */
const leastDay = 0.02;

/** Changes the coefficients in place. */
export function settleLight(transforms: LocalTransforms, { sky, rough, green }: Surfaces): void {
  const wide = cellsOf(transforms, skyCell);
  const skies = inCells(transforms, sky, wide, (shining) => 1 / (shining + darkest));
  const pure = skies.shares.map((share, index) => skies.weights[index]! * (share > 0.99 ? 1 : borderWeight * share));
  if (skies.shares.some((share) => share > 0.5)) blend(transforms, withoutPurple(averaged(skies.means, pure, wide, skyReach, farther)), sky, wide);
  const cells = cellsOf(transforms, narrow);
  const lit = inCells(transforms, rough, cells, (shining) => 1 / (Math.sqrt(shining) + dimmest));
  blend(transforms, withoutHaze(averaged(lit.means, lit.shares, cells, lightReach, 1)), rough, cells);
  settleColours(transforms, sky.map((share, pixel) => share + green[pixel]!));
  const grown = inCells(transforms, green, cells, (shining) => 1 / (Math.sqrt(shining) + dimmest));
  blend(transforms, dimmed(withoutHaze(averaged(grown.means, grown.shares, cells, meadowReach, 1))), green, cells);
}

/** Of light, where all counts alike below it: glitter is brighter than the ground, and glow than the sky. */
const [dimmest, darkest] = [0.05, 0.002];

/** What was added to each place, as fog would be, becomes light on what is there. */
function withoutHaze(field: Float32Array): Float32Array {
  for (let at = 0; at < field.length; at += numbers) {
    for (let channel = 0; channel < 3; channel += 1) {
      field[at + 4 * channel]! += field[at + 9 + channel]! / Math.max(field[at + 12 + channel]!, 0.02);
      field[at + 9 + channel] = 0;
    }
  }
  return field;
}

/** Red, green and blue that shine in a cell. */
const shiningIn = (field: Float32Array, at: number) =>
  [0, 1, 2].map((channel) => [0, 3, 6].reduce((sum, column, from) => sum + field[at + column + channel]! * field[at + 12 + from]!, field[at + 9 + channel]!)) as [red: number, green: number, blue: number];

/** Colour of a night's sky, and how much of the day's colours is left in its light. */
const [moonlight, colour] = [[0.85, 0.97, 1.2], 0.5] as const;
/** Of such light, in the order of `used`. */
const moonlit = used.map((index) => {
  const [from, to] = [Math.floor(index / 4), index % 4];
  return moonlight[to]! * (colour * (from === to ? 1 : 0) + (1 - colour) * (lumaShares[from] ?? 0));
});

/** What would shine is held down, the more the brighter it is, and is seen as by night. */
function dimmed(field: Float32Array): Float32Array {
  for (let at = 0; at < field.length; at += numbers) {
    const [red, green, blue] = shiningIn(field, at);
    const light = Math.max(0, lumaOf(red, green, blue));
    const day = Math.max(leastDay, lumaOf(field[at + 12]!, field[at + 13]!, field[at + 14]!));
    const gain = (light * brightestGreen) / (brightestGreen + light) / day;
    moonlit.forEach((share, index) => (field[at + index] = gain * share));
  }
  return field;
}

/** Skies of the day are nearly so; from here on they look purple. */
const redder = 1.5;

/** Night skies are blue, grey, or brown over a city: red is hardly stronger than makes green the geometric mean of red and blue. */
function withoutPurple(field: Float32Array): Float32Array {
  for (let at = 0; at < field.length; at += numbers) {
    const [red, green, blue] = shiningIn(field, at).map((light) => Math.max(light, 1e-6)) as ReturnType<typeof shiningIn>;
    const share = Math.min(1, (redder * green ** 2) / (red * blue));
    for (let column = 0; column < used.length; column += 3) field[at + column]! *= share;
  }
  return field;
}
