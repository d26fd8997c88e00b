/** @file The translate operation: relights a picture, keeps its detail in new colours, or repaints it in tiles. Runs in the engine. */
import { z } from 'zod';
import { failure } from '../../../src-shared/failure.ts';
import { generatorKind, type ModelManifest } from '../../../src-shared/model.ts';
import { failWith, type Result, succeed } from '../../../src-shared/result.ts';
import { findModel } from '../../model-registry/find-models.ts';
import { verifyNetwork } from '../../model-registry/verify-model.ts';
import { keepDetail, warmUp } from '../keep-detail.ts';
import { protections } from '../protect.ts';
import { repaintTexture } from '../repaint-texture.ts';
import type { Translation } from '../translation.ts';
import type { PrepareStep } from './step.ts';

const percent = z.number().default(100).transform((value) => value / 100);
const parametersSchema = z.object({
  model: z.string(),
  look: z.string().default(''),
  strength: percent,
  ambient: percent,
  lights: percent,
  detail: z.enum(['keep', 'repaint']).default('keep'),
  protect: z.enum(protections).default('none'),
});

export const prepareTranslate: PrepareStep = async (parameters, surroundings) => {
  const { model: id, look, strength, ambient, lights, detail, protect } = parametersSchema.parse(parameters);
  const found = await findModel(surroundings.modelDirectories, id);
  if (!found.ok) return found;
  const { manifest } = found.value;
  const network = manifest.networks.find(({ scale }) => scale === 1);
  if (manifest.task !== 'translate' || !network) return failWith(failure('bad-request', `The model “${id}” does not translate pictures.`, { reason: 'model-wrong-task', advice: 'Choose a model for translation.' }));
  const code = codeOf(manifest, look);
  if (!code.ok) return code;
  const model = await verifyNetwork(found.value, network);
  if (!model.ok) return model;
  const translation: Translation = { id, network, model: model.value, lighting: { code: code.value, ambient, lights }, strength, protect };
  const repaints = generatorKind(manifest) === 'repainting' && detail === 'repaint';
  return succeed(
    repaints
      ? { scale: 1, margin: network.overlap, alignment: network.sizeMultiple, run: (run) => repaintTexture(translation, run, surroundings) }
      : { scale: 1, margin: 0, warmUp: () => warmUp(translation, surroundings), run: (run) => keepDetail(translation, run, surroundings) },
  );
};

/** Empty for a model without looks. */
function codeOf({ name, looks = [] }: ModelManifest, wanted: string): Result<readonly number[]> {
  const look = wanted === '' ? looks[0] : looks.find((it) => it.name === wanted);
  if (look || (looks.length === 0 && wanted === '')) return succeed(look?.code ?? []);
  const advice = looks.length > 0 ? `Choose one of ${looks.map((it) => it.name).join(', ')}.` : 'It has none: leave the look out.';
  return failWith(failure('bad-request', `The model “${name}” has no look “${wanted}”.`, { reason: 'look-unknown', advice }));
}
