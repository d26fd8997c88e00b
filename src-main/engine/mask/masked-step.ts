/** @file A step that works only where its mask is. Runs in the engine. */
import { copyFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { note } from '../../../src-shared/note.ts';
import { failure } from '../../../src-shared/failure.ts';
import type { Mask } from '../../../src-shared/mask.ts';
import { failWith, type Result, succeed } from '../../../src-shared/result.ts';
import { type RasterShape, readRasterDirectory } from '../../image-io/raster.ts';
import { resampleFile } from '../resample.ts';
import type { PreparedStep, StepDetails, StepRun, StepSurroundings } from '../steps/step.ts';
import { blendRasters } from './blend.ts';
import { frameAt, type Place } from './place.ts';
import { resolveMask } from './resolve-mask.ts';

type MaskedStep = PreparedStep & { readonly mask: Mask; readonly needsMask: boolean };
type MaskSurroundings = {
  /** What the source of the first step holds, and how many of its pixels a side one of this step's makes. */
  readonly place: Place;
  readonly scale: number;
  readonly surroundings: StepSurroundings;
};

export async function maskedStep(step: MaskedStep, run: StepRun, { place, scale, surroundings }: MaskSurroundings): Promise<Result<StepDetails>> {
  const { signal, modelDirectories, memory } = surroundings;
  const { shape } = await readRasterDirectory(run.source);
  const mask = join(run.scratch, 'mask');
  const picture = { width: Math.round(place.picture.width * scale), height: Math.round(place.picture.height * scale) };
  const extent = await resolveMask(step.mask, mask, { frame: frameAt(place, scale, shape), picture, raster: run.source, whole: run.whole.raster, remember: (make) => memory.mattes.get(run.whole.key, make), networks: { modelDirectories, graphs: memory.graphs }, scratch: run.scratch, signal });
  if (!extent.ok) return extent;
  if (extent.value === 'empty') return leaveAlone(step, run, shape, surroundings);
  if (step.needsMask) return step.run({ ...run, mask });
  if (extent.value === 'full') return step.run(run);

  const [before, after] = [join(run.scratch, 'unmasked'), join(run.scratch, 'everywhere')];
  const ran = await step.run({ ...run, target: after });
  if (!ran.ok) return ran;
  if (step.scale !== 1) await resampleFile(run.source, before, enlarged(shape, step.scale), signal);
  if (signal.aborted) return failWith(failure('cancelled', 'Cancelled.'));
  const blended = await blendRasters({ before: step.scale === 1 ? run.source : before, after, mask, target: run.target }, signal);
  await rm(after);
  await rm(before, { force: true });
  return blended.ok ? ran : blended;
}

const enlarged = ({ width, height, depth }: RasterShape, scale: number) => ({ width: width * scale, height: height * scale, depth });

async function leaveAlone({ scale }: PreparedStep, { source, target }: StepRun, shape: RasterShape, { devices, signal }: StepSurroundings): Promise<Result<StepDetails>> {
  if (scale === 1) await copyFile(source, target);
  else await resampleFile(source, target, enlarged(shape, scale), signal);
  if (signal.aborted) return failWith(failure('cancelled', 'Cancelled.'));
  return succeed({ device: devices[0]!, model: '', tile: 0, tiles: 0, networkMs: 0, notes: [note(scale === 1 ? 'mask-empty-same' : 'mask-empty-resized')] });
}
