/** @file The inpaint operation: a model's fill of what the mask covers. Runs in the engine. */
import { z } from 'zod';
import { failure } from '../../../src-shared/failure.ts';
import { failWith, type Result, succeed } from '../../../src-shared/result.ts';
import { findModel, type InstalledModel } from '../../model-registry/find-models.ts';
import { type Filler, inpaintRaster } from '../inpaint/inpaint-raster.ts';
import { completeWithPatches } from '../inpaint/patch-completion.ts';
import type { PrepareStep, StepDetails, StepRun, StepSurroundings } from './step.ts';

const parametersSchema = z.object({ model: z.string(), variant: z.number().int() });

export const prepareInpaint: PrepareStep = async (parameters, surroundings) => {
  const { model: id, variant } = parametersSchema.parse(parameters);
  const model = await findModel(surroundings.modelDirectories, id);
  if (!model.ok) return model;
  if (model.value.manifest.task !== 'inpaint') return failWith(failure('bad-request', `The model “${id}” does not fill holes.`, { advice: 'Choose a model for inpainting.' }));
  // A hole and what fills it can lie anywhere in the picture.
  return succeed({ scale: 1, margin: Infinity, run: (run) => inpaint(model.value, variant, run, surroundings) });
};

async function inpaint({ manifest: { id } }: InstalledModel, variant: number, { source, target, mask, meter }: StepRun, { devices, signal }: StepSurroundings): Promise<Result<StepDetails>> {
  const fill: Filler = async (picture) => {
    await completeWithPatches(picture, { seed: variant, signal });
    return succeed(null);
  };
  const filled = await inpaintRaster({ source, target, mask: mask! }, fill, { onPlan: meter.planTiles, onRegion: meter.tileDone }, signal);
  return filled.ok ? succeed({ device: devices[0]!, model: id, tile: 0, tiles: filled.value, networkMs: 0, notes: [] }) : filled;
}
