/** @file Guesses where the sky is in a small photograph of the day, well enough to tell what should be dark by night. Pure. */
import { lumaAt } from '../../src-shared/luma.ts';
import type { Rgb } from './jpeg-round-trip.ts';

/** Pictures should be reduced to this long side first: edges and evenness are those of its pixels. */
export const skyLongSide = 256;
/** Sobel's gradient, blurred, of brightness or colour, 0 to 255, above which there is an edge; the smaller ones where nothing else keeps the sky from the ground. */
const edges = [34, 17, 9] as const;
/** The same for clouds, once it is known how bright the sky is. */
const cloudEdge = 70;
/** Of a change of colour, how many times as much a change of brightness explains. */
const cloudiness = 2;
/** A sky with clouds that is larger than its even part by more has found a way to the ground. */
const mostClouds = 3;
/** Of brightness: a sky is no darker, and not among the darkest share of the picture unless it is bright by itself. */
const [darkest, darkestShare, brightByItself] = [60, 0.15, 100];

/** Pixels beside an edge that are not even, and how bright they are in the sky, as a share of its middle. */
const [margin, nearlyAsBright] = [4, 0.75];

/** Of a pixel against the sky beside it, 0 to 255. */
const mostTurned = 20;

/** Blue less red, 0 to 255, of the middle of a sky that gaps can be told by. */
const blueSky = 30;

/** Green of leaves, against their blue. */
const leastGreen = 1.25;

type Plane = { readonly width: number; readonly height: number; readonly values: Float32Array };

const colours = 3;

/** For each pixel 1 where a bright and even region begins at the top edge, 0 elsewhere, between them at its border. Small gaps in it, such as birds, are closed. */
export function skyMask(picture: Rgb): Float32Array {
  const grey = greyOf(picture);
  const [blue, yellow] = [blueOf(picture), yellowOf(picture)];
  const gradient = edgesOf(grey, blue, yellow);
  const darker = Math.min(brightByItself, Math.max(darkest, quantile(grey.values, darkestShare)));
  const regionOf = (edge: number) => regionFromTop(grey, gradient, edge, darker);
  const first = regionOf(edges[0]);
  const even = isGround(first) ? (edges.slice(1).map(regionOf).find((region) => !isGround(region)) ?? first) : first;
  const ofSky = grey.values.filter((_, index) => even.values[index] === 1);
  if (ofSky.length === 0 || isGreen(picture, even)) return even.values.fill(0);
  const bright = nearlyAsBright * quantile(ofSky, 0.5);
  const cloudy = regionFromTop(grey, gradient, cloudEdge, bright);
  const sky = area(cloudy) > mostClouds * area(even) || isGround(cloudy) ? even : map(cloudy, (value, index) => Math.max(value, even.values[index]!));
  const closed = spread(spread(sky, 2, Math.max), 2, Math.min);
  return blur(withGaps(upToItsEdge(closed, { blue, yellow, grey }, bright), blue, grey, bright)).values;
}

function greyOf({ width, height, samples }: Rgb): Plane {
  const values = new Float32Array(width * height);
  for (let pixel = 0, at = 0; pixel < values.length; pixel += 1, at += colours) values[pixel] = lumaAt(samples, at);
  return { width, height, values };
}

const map = ({ width, height, values }: Plane, of: (value: number, index: number) => number): Plane => ({ width, height, values: values.map(of) });

/** Most of the last row: that is a backdrop, or a haze in which the sky and the ground are one. */
const isGround = ({ width, values }: Plane): boolean => values.slice(-width).filter((value) => value === 1).length > width / 2;

/** More green than red, and than blue by far: a meadow or leaves, while a sunset is more red. */
function isGreen({ samples }: Rgb, region: Plane): boolean {
  const [red, green, blue] = [0, 1, 2].map((channel) => region.values.reduce((sum, value, pixel) => sum + value * samples[pixel * colours + channel]!, 0)) as [number, number, number];
  return green > red && green > leastGreen * blue;
}

const area = ({ values }: Plane): number => values.reduce((sum, value) => sum + value, 0);

type Triple = (before: number, here: number, after: number) => number;

/** Each pixel with the one to the left and to the right of it, or `step` rows above and below. Borders repeat. */
function across({ width, height, values }: Plane, of: Triple, step = 1): Plane {
  const result = new Float32Array(values.length);
  for (let y = 0, at = 0; y < height; y += 1) {
    for (let x = 0; x < width; x += 1, at += 1) result[at] = of(values[at - Math.min(step, x)]!, values[at]!, values[at + Math.min(step, width - 1 - x)]!);
  }
  return { width, height, values: result };
}

function down({ width, height, values }: Plane, of: Triple, step = 1): Plane {
  const result = new Float32Array(values.length);
  for (let y = 0, at = 0; y < height; y += 1) {
    const [above, below] = [Math.min(step, y) * width, Math.min(step, height - 1 - y) * width];
    for (let x = 0; x < width; x += 1, at += 1) result[at] = of(values[at - above]!, values[at]!, values[at + below]!);
  }
  return { width, height, values: result };
}

const smooth: Triple = (before, here, after) => before + 2 * here + after;
const change: Triple = (before, _, after) => after - before;

/** Weights 1, 2, 1 along both axes. */
const blur = (plane: Plane): Plane => map(down(across(plane, smooth), smooth), (sum) => sum / 16);

/** How much more there is of one channel than of the other. */
const excess = ({ width, height, samples }: Rgb, more: number, less: number): Plane => ({
  width,
  height,
  values: Float32Array.from({ length: width * height }, (_, pixel) => Math.max(0, samples[pixel * colours + more]! - samples[pixel * colours + less]!)),
});
/** Blue less red, and red less blue, which is nowhere in clouds by day. */
const blueOf = (picture: Rgb): Plane => excess(picture, 2, 0);
const yellowOf = (picture: Rgb): Plane => excess(picture, 0, 2);

/**
 * A roof may be as bright as the blue sky behind it, but it is less blue. So is a cloud, which is brighter for it: what
 * becomes brighter as it becomes less blue is no edge by its colour. Clouds end at white, though: see `yellowOf`.
 */
const turnOf = (bluer: number, brighter: number): number => Math.max(0, Math.abs(bluer) + cloudiness * Math.min(0, Math.sign(bluer) * brighter));

/** Sobel's gradient of brightness, or of colour where that is stronger. */
function edgesOf(grey: Plane, blue: Plane, yellow: Plane): Plane {
  const slopes = (plane: Plane) => [across(down(plane, smooth), change), down(across(plane, smooth), change)] as const;
  const [x, y] = slopes(blur(grey));
  const [blueX, blueY] = slopes(blur(blue));
  const [yellowX, yellowY] = slopes(blur(yellow));
  return map(x, (brighterX, index) => {
    const brighterY = y.values[index]!;
    const colour = Math.hypot(turnOf(blueX.values[index]!, brighterX), turnOf(blueY.values[index]!, brighterY));
    return Math.max(Math.hypot(brighterX, brighterY), colour, Math.hypot(yellowX.values[index]!, yellowY.values[index]!));
  });
}

/** Morphology: the smallest or largest of a square with this reach, in steps of 1, 2, 4 and what is left: those of three overlap. */
function spread(plane: Plane, reach: number, of: (a: number, b: number) => number): Plane {
  const three: Triple = (before, here, after) => of(of(before, here), after);
  let result = plane;
  for (let covered = 0; covered < reach; ) {
    const step = Math.min(2 * covered + 1, reach - covered);
    result = down(across(result, three, step), three, step);
    covered += step;
  }
  return result;
}

/** What is brighter than `darker`, has no edges, is more than specks, and is joined to the first rows: ones. */
function regionFromTop(grey: Plane, gradient: Plane, smallestEdge: number, darker: number): Plane {
  const even = map(grey, (value, index) => (gradient.values[index]! < smallestEdge && value > darker ? 1 : 0));
  return fromTheTop(spread(spread(even, 1, Math.min), 1, Math.max));
}

/** Evenness ends before the sky does; the next pixels belong to it where they are as bright and do not turn from the colour of the sky beside them. */
function upToItsEdge(sky: Plane, { blue, yellow, grey }: Readonly<Record<'blue' | 'yellow' | 'grey', Plane>>, bright: number): Plane {
  const near = (plane: Plane) => spreadOut(map(plane, (value, index) => value * sky.values[index]!));
  const [weights, nearBlue, nearYellow, light] = [near(map(sky, () => 1)), near(blue), near(yellow), near(grey)];
  const less = (plane: Plane, beside: Plane, index: number) => plane.values[index]! - beside.values[index]! / weights.values[index]!;
  const turned = (index: number) => Math.max(turnOf(less(blue, nearBlue, index), less(grey, light, index)), less(yellow, nearYellow, index));
  return map(spread(sky, margin, Math.max), (value, index) => (sky.values[index] === 1 || (grey.values[index]! > bright && turned(index) < mostTurned) ? value : 0));
}

/** Weighted means that reach as far as the margin. */
function spreadOut(plane: Plane): Plane {
  const mean: Triple = (before, here, after) => (before + here + after) / 3;
  return Array.from({ length: margin }).reduce<Plane>((result) => down(across(result, mean), mean), plane);
}

/** Blue through leaves and railings: what is as blue and as bright as a blue sky, no lower than it reaches, is sky too. */
function withGaps(sky: Plane, blue: Plane, grey: Plane, bright: number): Plane {
  const inSky = [...sky.values.keys()].filter((pixel) => sky.values[pixel]! > 0.5);
  const usual = quantile(Float32Array.from(inSky, (pixel) => blue.values[pixel]!), 0.5);
  if (usual < blueSky) return sky;
  const lowest = Math.floor(inSky.at(-1)! / sky.width);
  return map(sky, (value, pixel) => (Math.floor(pixel / sky.width) <= lowest && blue.values[pixel]! > usual / 2 && grey.values[pixel]! > bright ? 1 : value));
}

/** What of the ones is joined to the first rows. */
function fromTheTop({ width, height, values }: Plane): Plane {
  const reached = new Float32Array(values.length);
  const waiting: number[] = [];
  const visit = (x: number, y: number) => {
    const index = y * width + x;
    if (x < 0 || y < 0 || x >= width || y >= height || reached[index] === 1 || values[index] !== 1) return;
    reached[index] = 1;
    waiting.push(index);
  };
  for (let x = 0; x < width; x++) for (let y = 0; y < Math.min(4, height); y++) visit(x, y);
  for (let index = waiting.pop(); index !== undefined; index = waiting.pop()) {
    const [x, y] = [index % width, Math.floor(index / width)];
    visit(x + 1, y);
    visit(x - 1, y);
    visit(x, y + 1);
    visit(x, y - 1);
  }
  return { width, height, values: reached };
}

function quantile(values: Float32Array, share: number): number {
  return values.slice().sort()[Math.floor(share * (values.length - 1))]!;
}
