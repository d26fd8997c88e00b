/** @file Guesses where the sky is in a photograph of the day, well enough to tell a training what should be dark. Pure. */
import { colours, type Picture } from './picture.ts';
import { resample } from './resample.ts';

/** The guess is made at this long side. */
const lookedAt = 256;
/** Sobel's gradient of blurred brightness, 0 to 255, above which there is an edge. */
const edge = 34;
/** The same for clouds, once it is known how bright the sky is. */
const cloudEdge = 70;
/** A sky with clouds that is larger than its even part by more has found a way to the ground. */
const mostClouds = 3;
/** Of brightness: a sky is no darker, and not among the darkest share of the picture. */
const [darkest, darkestShare] = [60, 0.15];

/** Pixels beside an edge that are not even, and how bright they are in the sky, as a share of its middle. */
const [margin, nearlyAsBright] = [4, 0.75];

/** Blue less red, 0 to 255, of the middle of a sky that gaps can be told by. */
const blueSky = 30;

type Plane = { readonly width: number; readonly height: number; readonly values: Float32Array };

/**
 * A grey picture of the same size: 255 where a bright and even region begins at the top edge. Small gaps in
 * it, such as birds, are closed.
 */
export function skyOf(picture: Picture): Picture {
  const ratio = Math.min(1, lookedAt / Math.max(picture.width, picture.height));
  const small = resample(picture, Math.max(1, Math.round(picture.width * ratio)), Math.max(1, Math.round(picture.height * ratio)), 'lanczos');
  const grey = greyOf(small);
  const gradient = gradientOf(blur(grey));
  const even = regionFromTop(grey, gradient, edge, Math.max(darkest, quantile(grey.values, darkestShare)));
  const ofSky = grey.values.filter((_, index) => even.values[index] === 1);
  if (ofSky.length === 0) return resample(asPicture(even), picture.width, picture.height, 'bicubic');
  const bright = nearlyAsBright * quantile(ofSky, 0.5);
  const cloudy = regionFromTop(grey, gradient, cloudEdge, bright);
  const sky = area(cloudy) > mostClouds * area(even) ? even : map(cloudy, (value, index) => Math.max(value, even.values[index]!));
  const closed = spread(spread(sky, 2, Math.max), 2, Math.min);
  const whole = withGaps(upToItsEdge(closed, grey, bright), small, grey, bright);
  return resample(asPicture(blur(whole)), picture.width, picture.height, 'bicubic');
}

function greyOf({ width, height, samples }: Picture): Plane {
  const values = Float32Array.from({ length: width * height }, (_, pixel) => 0.299 * samples[pixel * colours]! + 0.587 * samples[pixel * colours + 1]! + 0.114 * samples[pixel * colours + 2]!);
  return { width, height, values };
}

const map = ({ width, height, values }: Plane, of: (value: number, index: number) => number): Plane => ({ width, height, values: values.map(of) });

const area = ({ values }: Plane): number => values.reduce((sum, value) => sum + value, 0);

/** Borders repeat. */
function neighbourhood({ width, height, values }: Plane, of: (at: (dx: number, dy: number) => number) => number): Plane {
  const result = new Float32Array(values.length);
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++) {
      result[y * width + x] = of((dx, dy) => values[Math.min(Math.max(y + dy, 0), height - 1) * width + Math.min(Math.max(x + dx, 0), width - 1)]!);
    }
  }
  return { width, height, values: result };
}

/** Weights 1, 2, 1 along both axes. */
const blur = (plane: Plane): Plane =>
  neighbourhood(neighbourhood(plane, (at) => (at(-1, 0) + 2 * at(0, 0) + at(1, 0)) / 4), (at) => (at(0, -1) + 2 * at(0, 0) + at(0, 1)) / 4);

const gradientOf = (plane: Plane): Plane =>
  neighbourhood(plane, (at) => {
    const across = at(1, -1) + 2 * at(1, 0) + at(1, 1) - at(-1, -1) - 2 * at(-1, 0) - at(-1, 1);
    const down = at(-1, 1) + 2 * at(0, 1) + at(1, 1) - at(-1, -1) - 2 * at(0, -1) - at(1, -1);
    return Math.hypot(across, down);
  });

/** Morphology: the smallest or largest of a square with this reach. */
function spread(plane: Plane, reach: number, of: (...values: number[]) => number): Plane {
  const offsets = Array.from({ length: 2 * reach + 1 }, (_, index) => index - reach);
  const rows = neighbourhood(plane, (at) => of(...offsets.map((offset) => at(offset, 0))));
  return neighbourhood(rows, (at) => of(...offsets.map((offset) => at(0, offset))));
}

/** What is brighter than `darker`, has no edges, is more than specks, and is joined to the first rows: ones. */
function regionFromTop(grey: Plane, gradient: Plane, smallestEdge: number, darker: number): Plane {
  const even = map(grey, (value, index) => (gradient.values[index]! < smallestEdge && value > darker ? 1 : 0));
  return fromTheTop(spread(spread(even, 1, Math.min), 1, Math.max));
}

/** Evenness ends before the sky does; the next pixels belong to it where they are as bright. */
function upToItsEdge(sky: Plane, grey: Plane, bright: number): Plane {
  return map(spread(sky, margin, Math.max), (value, index) => (sky.values[index] === 1 || grey.values[index]! > bright ? value : 0));
}

/** Blue through leaves and railings: what is as blue and as bright as a blue sky, no lower than it reaches, is sky too. */
function withGaps(sky: Plane, { samples }: Picture, grey: Plane, bright: number): Plane {
  const blueness = (pixel: number) => samples[pixel * colours + 2]! - samples[pixel * colours]!;
  const inSky = [...sky.values.keys()].filter((pixel) => sky.values[pixel]! > 0.5);
  const usual = quantile(Float32Array.from(inSky, blueness), 0.5);
  if (usual < blueSky) return sky;
  const lowest = Math.floor(inSky.at(-1)! / sky.width);
  return map(sky, (value, pixel) => (Math.floor(pixel / sky.width) <= lowest && blueness(pixel) > usual / 2 && grey.values[pixel]! > bright ? 1 : value));
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
    for (const [dx, dy] of [[1, 0], [-1, 0], [0, 1], [0, -1]] as const) visit(x + dx, y + dy);
  }
  return { width, height, values: reached };
}

function quantile(values: Float32Array, share: number): number {
  return values.slice().sort()[Math.floor(share * (values.length - 1))]!;
}

function asPicture({ width, height, values }: Plane): Picture {
  return { width, height, samples: Uint8Array.from({ length: values.length * colours }, (_, index) => Math.round(255 * values[Math.floor(index / colours)]!)) };
}
