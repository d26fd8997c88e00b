/**
 * @file What the discriminator of any checkpoint whose model is kept says of pictures of any other: a map a picture, beside the
 * previews; trainer process.
 */
import { mkdir, readdir, readFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { failure } from '../../../src-shared/failure.ts';
import { judgedFile, previewFile, stepFolder } from '../../../src-shared/preview-files.ts';
import { failWith, type Result, succeed } from '../../../src-shared/result.ts';
import { type JudgeRequest, type TrainingRun, trainingRunSchema } from '../../../src-shared/trainer-messages.ts';
import { isWriteError, writeFailure } from '../../image-io/file-failure.ts';
import { readSmallPicture, writeSmallPicture } from '../../image-io/small-picture.ts';
import type { Adversary } from '../steps/discriminator-step.ts';
import { readCheckpoint } from './checkpoint-file.ts';
import { heatMaps, heatOverlay, type Judged } from './heat-map.ts';
import { drawExamHoles } from './inpainting-exam.ts';
import { inpaintingAdversary } from './inpainting-recipe.ts';
import { relightAdversary } from './relight-common.ts';
import { textureAdversary } from './super-resolution-recipe.ts';
import type { StartingWeights } from './starting-weights.ts';
import { translationContest } from './translation-contests.ts';

type Asked = JudgeRequest['pictures'][number];

/** No preview is larger. */
const longestSide = 4096;

/** Resolves with the step of the judge. */
export async function judgePreviews({ out, judge, pictures }: JudgeRequest): Promise<Result<number>> {
  const run = await readRun(out);
  const adversary = run && adversaryOf(run);
  if (!run || !adversary) return failWith(failure('bad-request', 'This training has no judge.', { reason: 'no-judge', advice: 'Look at another one.' }));
  const weights = await weightsOf(join(out, 'snapshots', stepFolder(judge)));
  if (!weights) return failWith(forgotten(judge));
  try {
    for (const role of ['discriminator', 'backDiscriminator'] as const) {
      const asked = pictures.filter((picture) => roleFor(picture) === role);
      const judged: Judged[] = [];
      for (const one of asked) {
        const picture = await judgedPicture(out, run, one);
        if (!picture.ok) return picture;
        judged.push(picture.value);
      }
      const maps = await heatMaps(new Map(Object.entries(weights)), role, adversary, judged);
      if (!maps.ok) return maps;
      if (maps.value.length < asked.length) return failWith(forgotten(judge));
      for (const [index, map] of maps.value.entries()) {
        const file = join(out, judgedFile({ ...asked[index]!, judge }));
        await mkdir(dirname(file), { recursive: true });
        await writeSmallPicture(file, heatOverlay(map));
      }
    }
  } catch (error) {
    if (isWriteError(error)) return failWith(writeFailure(join(out, 'judged'), error));
    throw error;
  }
  return succeed(judge);
}

const forgotten = (judge: number) => failure('file-missing', `The judge of step ${judge} is no longer there.`, { advice: 'Choose the judge of another checkpoint.' });

/** The judge of where a picture is led to; what is led back is judged by that of where it came from. Of the first package's roles. */
function roleFor({ what, row }: Asked): 'discriminator' | 'backDiscriminator' {
  return (what === 'ba') !== (row === 'back') ? 'backDiscriminator' : 'discriminator';
}

function adversaryOf(run: TrainingRun): Adversary | null {
  switch (run.recipe) {
    case 'cyclegan':
    case 'cut':
      return translationContest(run).adversary;
    case 'super-resolution':
      return run.sharpness ? textureAdversary : null;
    case 'inpainting':
      return run.adversarial > 0 ? inpaintingAdversary(run) : null;
    case 'relight':
      // Days are known to the pixel: nobody judges them.
      return run.brightens ? null : relightAdversary(run);
  }
}

async function readRun(out: string): Promise<TrainingRun | null> {
  const text = await readFile(join(out, 'run.json'), 'utf8').catch(() => null);
  return text === null ? null : trainingRunSchema.parse(JSON.parse(text));
}

/** By the part that networks play, as the package of the first direction has them; null where they are not there or damaged. */
async function weightsOf(snapshot: string): Promise<StartingWeights | null> {
  const packages = await readdir(snapshot).catch(() => []);
  const first = packages.find((name) => !name.endsWith('-back'));
  const read = first === undefined ? null : await readCheckpoint(join(snapshot, first, 'training.bin')).catch(() => null);
  return read?.ok ? read.value.state : null;
}

async function judgedPicture(out: string, run: TrainingRun, asked: Asked): Promise<Result<Judged>> {
  const picture = await readSmallPicture(join(out, previewFile(asked)), longestSide);
  if (!picture) return failWith(failure('file-missing', `The picture of step ${asked.step} is no longer there.`, { advice: 'Choose another checkpoint.' }));
  return succeed(run.recipe === 'inpainting' ? { picture, mask: drawExamHoles(asked.index + 1, picture.width, run.seed)[asked.index]! } : { picture });
}
