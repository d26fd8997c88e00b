/** @file The inpaint operation: a model's fill of what the mask covers. Runs in the engine. */
import { z } from 'zod';
import type { Note } from '../../../src-shared/note.ts';
import { failure } from '../../../src-shared/failure.ts';
import type { ModelNetwork } from '../../../src-shared/model.ts';
import { failWith, type Result, succeed } from '../../../src-shared/result.ts';
import { findModel } from '../../model-registry/find-models.ts';
import { verifyNetwork } from '../../model-registry/verify-model.ts';
import { blockSide } from '../inpaint/hole-regions.ts';
import { type Filler, inpaintRaster } from '../inpaint/inpaint-raster.ts';
import { fillWithNetwork } from '../inpaint/network-fill.ts';
import { completeWithPatches } from '../inpaint/patch-completion.ts';
import { attemptsAfter, planAttempts, retryNote } from '../retry-ladder.ts';
import type { PreparedStep, PrepareStep, StepDetails, StepRun, StepSurroundings } from './step.ts';

const parametersSchema = z.object({ model: z.string(), variant: z.number().int() });

export const prepareInpaint: PrepareStep = async (parameters, surroundings) => {
  const { model: id, variant } = parametersSchema.parse(parameters);
  const model = await findModel(surroundings.modelDirectories, id);
  if (!model.ok) return model;
  const { task, networks } = model.value.manifest;
  if (task !== 'inpaint') return failWith(failure('bad-request', `The model “${id}” does not fill holes.`, { reason: 'model-wrong-task', advice: 'Choose a model for inpainting.' }));
  const network = networks[0];
  const origin = JSON.stringify([network?.sha256 ?? null, variant]);
  if (!network) return succeed(preparedStep(id, byPatches(variant), origin, surroundings));
  const file = await verifyNetwork(model.value, network);
  return file.ok ? succeed(preparedStep(id, byNetwork(network, file.value, variant, surroundings), origin, surroundings)) : file;
};

/** A filler, and what it has to say when it is done. */
type Way = { readonly fill: Filler; readonly details: () => Partial<StepDetails> };

const preparedStep = (model: string, way: Way, origin: string, surroundings: StepSurroundings): PreparedStep => ({
  scale: 1,
  // A hole and what fills it can lie anywhere in the picture.
  margin: Infinity,
  alignment: blockSide,
  fills: true,
  run: (run) => inpaint(model, { ...way, fill: surroundings.memory.fills.remembering(way.fill, origin) }, run, surroundings),
});

async function inpaint(model: string, { fill, details }: Way, { source, target, mask, wanted, meter }: StepRun, { devices, signal }: StepSurroundings): Promise<Result<StepDetails>> {
  const filled = await inpaintRaster({ source, target, mask: mask!, wanted }, fill, { onPlan: meter.planTiles, onRegion: meter.tileDone }, signal);
  return filled.ok ? succeed({ device: devices[0]!, model, tile: 0, tiles: filled.value, networkMs: 0, notes: [], ...details() }) : filled;
}

function byPatches(variant: number): Way {
  return {
    fill: (picture, signal) => completeWithPatches(picture, { seed: variant, signal }),
    details: () => ({ device: 'cpu' }),
  };
}

/** A device that failed at one hole is not asked again at the next. */
function byNetwork(network: ModelNetwork, file: string, variant: number, { devices, sessions }: StepSurroundings): Way {
  const { input, output } = network;
  // Holes cannot be made smaller, as tiles can: one try for each device.
  let attempts = planAttempts(devices, 1);
  let networkMs = 0;
  const notes: Note[] = [];
  return {
    async fill(picture, signal) {
      for (;;) {
        const attempt = attempts[0]!;
        const session = await sessions.get(network.sha256, { model: file, input, output, inpainter: network }, attempt.provider);
        const startedAt = performance.now();
        const filled = session.ok ? await fillWithNetwork(picture, network, session.value, { variant, signal }) : session;
        networkMs += performance.now() - startedAt;
        if (filled.ok) return filled;
        const left = attemptsAfter(attempts, filled.error, session.ok);
        if (!left[0]) return filled;
        notes.push(retryNote(filled.error, attempt, left[0]));
        attempts = [...left];
      }
    },
    details: () => ({ device: attempts[0]!.provider, networkMs, notes }),
  };
}
