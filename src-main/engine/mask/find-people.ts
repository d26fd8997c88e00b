/** @file Where people are in a small copy of a picture: a network sees all of it, windows of it, and each figure by itself. Runs in the engine. */
import { readFile } from 'node:fs/promises';
import { availableParallelism } from 'node:os';
import { peopleModel } from '../../../src-shared/mask.ts';
import { sampleTaps } from '../../../src-shared/mask/sample.ts';
import { failure } from '../../../src-shared/failure.ts';
import { failWith, type Result, succeed } from '../../../src-shared/result.ts';
import { findModel } from '../../model-registry/find-models.ts';
import { verifyNetwork } from '../../model-registry/verify-model.ts';
import { createTrainingSession, type TrainingSession } from '../../runtime/training-session.ts';
import { croppedPlanes } from '../fit-transforms.ts';
import type { Memory } from '../memory.ts';
import { readSmall, type SmallPicture } from '../whole-picture.ts';
import { fitMatte, type GuidedMatte } from './guided-matte.ts';
import { around, figuresIn, half, isBody, type Part, shareIn, windowsOf, windowWeight } from './people-looks.ts';

/** What networks for masks are found and kept with. */
export type MaskNetworks = { readonly modelDirectories: readonly string[]; readonly graphs: Memory };

/** Longer side of the small copy that is looked at, and whose edges the matte follows. */
const smallSide = 1024;
/** Height and width that the network takes; other shapes are stretched to it, as where it was trained. */
const side = 256;
/** Shares of the shorter side that windows have in which smaller figures are looked for, where the picture is large enough for them. */
const windowShares = [1 / 2, 1 / 4] as const;
const leastWindow = 96;
/** Standard deviation below which a window is too plain to hold anybody. */
const plain = 0.03;
/** So many figures of a scale are looked at again. */
const mostFigures = 24;
/** Share of a figure's longer side that is looked at around it, and share of the picture above which that would be nothing new. */
const surroundings = 0.35;
const largestPart = 0.7;
/** What windows and the second look have to say of a figure on average, and of how much of the second's border at most that it goes on beyond. */
const likely = 0.7;
const likelyGroup = 0.8;
const certain = 0.7;
const mostBeyond = 0.1;
/** Share of a figure that lies in a larger one which has been found already: its head or hand. */
const known = 0.5;
/** Half of the guided filter's window in pixels of the network, at the scale of its last look. */
const guidedReach = 2;

type Rgb = { readonly width: number; readonly height: number; readonly planes: readonly [Float32Array, Float32Array, Float32Array] };
/** What was seen in a part, for each pixel of it. */
type Look = { readonly part: Part; readonly matte: Float32Array };

/**
 * Null where nobody is found. The network was made for people who fill a good part of a picture: it sees all of it, then
 * windows; who is found in any of them is looked at again, and counts only where that sees a whole figure.
 */
export async function findPeople(raster: string, networks: MaskNetworks, signal: AbortSignal): Promise<Result<GuidedMatte | null>> {
  const session = await openNetwork(networks);
  if (!session.ok) return session;
  const picture = rgbOf(await readSmall(raster, { side: smallSide, sizeMultiple: 1 }));
  const whole: Part = { left: 0, top: 0, width: picture.width, height: picture.height };
  const scales = [[whole], ...windowShares.map((share) => windowsOf(picture, share).filter((window) => window.width >= leastWindow && !isPlain(picture, window)))];
  const finest = scales.at(-1);
  const found: Look[] = [];
  for (const windows of scales) {
    // Within what has been found there is nobody else to find.
    const open = windows.filter((window) => !found.some(({ part }) => shareIn(window, part) === 1));
    const seen = await lookAtAll(session.value, picture, open, signal);
    if (!seen.ok) return seen;
    const figures = figuresIn(seen.value, picture).filter((box) => isBody(box) && !found.some(({ part }) => shareIn(box, part) > known));
    for (const box of figures.slice(0, mostFigures)) {
      const part = around(box, surroundings, picture);
      // A group is larger than the window that shows its people at a size at which the network knows them.
      if (Math.max(box.width, box.height) > windows[0]!.width) {
        // One that windows twice as large did not see is a wall or a tower.
        if (box.mean >= likelyGroup && windows !== finest) found.push({ part: box, matte: cut(seen.value, picture, box) });
        continue;
      }
      if (part.width * part.height >= largestPart * picture.width * picture.height) {
        if (windows[0] === whole) found.push({ part: whole, matte: seen.value });
        continue;
      }
      if (windows[0] !== whole && box.mean < likely) continue;
      const again = await look(session.value, picture, part);
      if (!again.ok) return again;
      if (isFigure(again.value, part, box, picture)) found.push({ part, matte: again.value });
    }
  }
  return succeed(found.length === 0 ? null : matteOf(found, picture));
}

/** What windows that overlap say together. */
async function lookAtAll(session: TrainingSession, picture: Rgb, windows: readonly Part[], signal: AbortSignal): Promise<Result<Float32Array>> {
  const [sums, weights] = [new Float32Array(picture.width * picture.height), new Float32Array(picture.width * picture.height)];
  for (const window of windows) {
    if (signal.aborted) return failWith(failure('cancelled', 'Cancelled.'));
    const seen = await look(session, picture, window);
    if (!seen.ok) return seen;
    for (let y = 0, from = 0; y < window.height; y += 1)
      for (let x = 0, to = (window.top + y) * picture.width + window.left; x < window.width; x += 1, from += 1, to += 1) {
        const weight = windowWeight(window, x, y);
        sums[to]! += weight * seen.value[from]!;
        weights[to]! += weight;
      }
  }
  return succeed(sums.map((sum, pixel) => (weights[pixel]! > 0 ? sum / weights[pixel]! : 0)));
}

function isPlain({ planes, width }: Rgb, part: Part): boolean {
  let [sum, squares] = [0, 0];
  for (let y = part.top; y < part.top + part.height; y += 1)
    for (let pixel = y * width + part.left; pixel < y * width + part.left + part.width; pixel += 1) {
      const green = planes[1][pixel]!;
      sum += green;
      squares += green * green;
    }
  const count = part.width * part.height;
  return squares / count - (sum / count) ** 2 < plain ** 2;
}

function cut(matte: Float32Array, { width }: Rgb, part: Part): Float32Array {
  const values = new Float32Array(part.width * part.height);
  for (let y = 0; y < part.height; y += 1) values.set(matte.subarray((part.top + y) * width + part.left, (part.top + y) * width + part.left + part.width), y * part.width);
  return values;
}

/** Whether a look at a part shows a figure in the box that ends inside the part, or where the picture does. */
function isFigure(matte: Float32Array, part: Part, box: Part, picture: Rgb): boolean {
  let [inside, sum, border, beyond] = [0, 0, 0, 0];
  const middle = around(box, -0.15, picture);
  for (let y = 0, at = 0; y < part.height; y += 1)
    for (let x = 0; x < part.width; x += 1, at += 1) {
      const [column, row] = [part.left + x, part.top + y];
      if (column >= middle.left && column < middle.left + middle.width && row >= middle.top && row < middle.top + middle.height) {
        inside += 1;
        sum += matte[at]!;
      }
      const isBorder = (x === 0 && column > 0) || (y === 0 && row > 0) || (x === part.width - 1 && column < picture.width - 1) || (y === part.height - 1 && row < picture.height - 1);
      if (!isBorder) continue;
      border += 1;
      if (matte[at]! > half) beyond += 1;
    }
  return sum >= certain * inside && beyond <= mostBeyond * border;
}

/** Each pixel is as sharp as the smallest part that shows it. */
function matteOf(found: readonly Look[], picture: Rgb): GuidedMatte {
  const { planes, width, height } = picture;
  const matte = new Float32Array(width * height);
  const reaches = new Uint8Array(width * height).fill(255);
  for (const { part, matte: seen } of found) {
    const reach = reachOf(part);
    for (let y = 0, from = 0; y < part.height; y += 1)
      for (let x = 0, to = (part.top + y) * width + part.left; x < part.width; x += 1, from += 1, to += 1) {
        matte[to] = Math.max(matte[to]!, seen[from]!);
        reaches[to] = Math.min(reaches[to]!, reach);
      }
  }
  const [widest, ...finer] = [...new Set(found.map(({ part }) => reachOf(part)))].sort((a, b) => b - a);
  const fitted = fitMatte(matte, planes, width, height, widest!);
  for (const reach of finer) {
    const { coefficients } = fitMatte(matte, planes, width, height, reach);
    reaches.forEach((own, pixel) => {
      if (own === reach) fitted.coefficients.set(coefficients.subarray(4 * pixel, 4 * pixel + 4), 4 * pixel);
    });
  }
  return fitted;
}

/** In pixels of the small copy: 2, 4 or 8, so that few are fitted. */
const reachOf = ({ width, height }: Part): number => 2 ** Math.max(1, Math.min(3, Math.round(Math.log2((guidedReach * Math.max(width, height)) / side))));

async function openNetwork({ modelDirectories, graphs }: MaskNetworks): Promise<Result<TrainingSession>> {
  const model = await findModel(modelDirectories, peopleModel);
  if (!model.ok) return model;
  const network = model.value.manifest.networks[0]!;
  return graphs.get(`people ${network.sha256}`, async () => {
    const file = await verifyNetwork(model.value, network);
    return file.ok ? createTrainingSession(await readFile(file.value), 'cpu', availableParallelism()) : file;
  });
}

function rgbOf(small: SmallPicture): Rgb {
  return { width: small.width, height: small.height, planes: croppedPlanes(small.planes, small) as [Float32Array, Float32Array, Float32Array] };
}

/** What the network sees in a part, for each pixel of the part. */
async function look({ run }: TrainingSession, picture: Rgb, part: Part): Promise<Result<Float32Array>> {
  const values = new Float32Array(3 * side * side);
  picture.planes.forEach((plane, channel) => {
    values.set(stretch(plane, picture.width, part, { width: side, height: side }), channel * side * side);
  });
  const ran = await run({ input: { shape: [1, 3, side, side], values } });
  if (!ran.ok) return ran;
  const seen = ran.value['output']!.values;
  return succeed(stretch(seen, side, { left: 0, top: 0, width: side, height: side }, part));
}

/** A part of a plane at another size: means of areas where it becomes smaller, between neighbours where larger. */
function stretch(plane: Float32Array, stride: number, { left, top, width, height }: Part, to: { readonly width: number; readonly height: number }): Float32Array {
  const across = sampleTaps(to.width, 0, width / to.width, width);
  const down = sampleTaps(to.height, 0, height / to.height, height);
  const result = new Float32Array(to.width * to.height);
  for (let y = 0, at = 0; y < to.height; y += 1)
    for (let x = 0; x < to.width; x += 1, at += 1) {
      let sum = 0;
      for (let row = 0; row < down[y]!.weights.length; row += 1) {
        const start = (top + down[y]!.first + row) * stride + left + across[x]!.first;
        for (let column = 0; column < across[x]!.weights.length; column += 1) sum += plane[start + column]! * down[y]!.weights[row]! * across[x]!.weights[column]!;
      }
      result[at] = sum;
    }
  return result;
}
