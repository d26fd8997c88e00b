/** @file How well an inpainter fills holes in pictures it has never seen; trainer process. */
import { type Result, succeed } from '../../../src-shared/result.ts';
import { createTrainingSession } from '../../runtime/training-session.ts';
import { drawHoles } from '../data/hole-mask.ts';
import { colours, type Picture } from '../data/picture.ts';
import { seedRandom } from '../random.ts';
import type { Metrics } from './recipe.ts';
import { fromPlanes, toPlanes } from './run-picture.ts';

/** A picture and its hole: 1 where it is. */
export type Question = { readonly picture: Picture; readonly mask: Float32Array };

/** One for each picture in turn, the same for the same seed. Pictures are square, `side` pixels a side. */
export function drawExamHoles(count: number, side: number, seed: number): Float32Array[] {
  const random = seedRandom(seed, 'holes of the exam');
  return Array.from({ length: count }, () => drawHoles(side, random));
}

export function drawQuestions(pictures: readonly Picture[], seed: number): Question[] {
  const masks = drawExamHoles(pictures.length, pictures[0]?.width ?? 0, seed);
  return pictures.map((picture, index) => ({ picture, mask: masks[index]! }));
}

export async function fillHoles(model: Uint8Array, questions: readonly Question[]): Promise<Result<Picture[]>> {
  const session = await createTrainingSession(model, 'cpu', 1);
  if (!session.ok) return session;
  const filled: Picture[] = [];
  for (const { picture, mask } of questions) {
    const { width, height, data } = toPlanes(picture);
    const result = await session.value.run({ input: { shape: [1, colours, height, width], values: data }, mask: { shape: [1, 1, height, width], values: mask } });
    if (!result.ok) return result;
    filled.push(fromPlanes({ width, height, data: result.value['output']!.values }));
  }
  await session.value.release();
  return succeed(filled);
}

/** The picture with its hole filled with what the rest is on average. */
export function meanFill({ picture, mask }: Question): Picture {
  const sums = [0, 0, 0];
  let known = 0;
  mask.forEach((hole, pixel) => {
    if (hole === 1) return;
    known += 1;
    for (let channel = 0; channel < colours; channel++) sums[channel]! += picture.samples[pixel * colours + channel]!;
  });
  const samples = picture.samples.map((sample, index) => (mask[Math.floor(index / colours)] === 1 ? Math.round(sums[index % colours]! / known) : sample));
  return { ...picture, samples };
}

/** PSNR inside the holes in dB, of these and of the mean fill. */
export function inpaintingMetrics(questions: readonly Question[], filled: readonly Picture[]): Metrics {
  const mean = (of: (question: Question, index: number) => Picture) =>
    questions.reduce((sum, question, index) => sum + holePsnr(question, of(question, index)), 0) / questions.length;
  return { psnr: mean((_, index) => filled[index]!), meanFill: mean(meanFill) };
}

function holePsnr({ picture, mask }: Question, filled: Picture): number {
  let [squares, count] = [0, 0];
  picture.samples.forEach((sample, index) => {
    if (mask[Math.floor(index / colours)] !== 1) return;
    squares += (sample - filled.samples[index]!) ** 2;
    count += 1;
  });
  return 10 * Math.log10(255 ** 2 / (squares / count));
}

/** The picture with a black hole, for previews. */
export const holed = ({ picture, mask }: Question): Picture => ({ ...picture, samples: picture.samples.map((sample, index) => (mask[Math.floor(index / colours)] === 1 ? 0 : sample)) });
