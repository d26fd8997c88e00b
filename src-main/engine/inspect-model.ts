/** @file Looks into an ONNX file of another program and proposes how to use it. Runs in the engine. */
import { readFile, stat } from 'node:fs/promises';
import { basename, extname } from 'node:path';
import { failure } from '../../src-shared/failure.ts';
import type { ModelProposal, ProposedModel } from '../../src-shared/model-import.ts';
import { failWith, type Result, succeed } from '../../src-shared/result.ts';
import { readFailure } from '../image-io/file-failure.ts';
import { inspectOnnx, type PictureEnds, pictureEnds, unsuitable } from '../model-registry/inspect-onnx.ts';
import { createSession } from '../runtime/session.ts';
import { type Probed, probeModel, probingForm } from './probe-model.ts';

/** What a protobuf message can hold. */
const largestFile = 2 ** 31 - 1;
const usualTile = 256;

export async function inspectModel(path: string): Promise<Result<ProposedModel>> {
  const file = await readWhole(path);
  if (!file.ok) return file;
  const inspection = inspectOnnx(file.value);
  if (!inspection.ok) return inspection;
  const ends = pictureEnds(inspection.value);
  if (!ends.ok) return ends;
  const session = await createSession({ model: path, input: ends.value.input.name, output: ends.value.output.name, form: probingForm(ends.value) }, 'cpu');
  if (!session.ok) return failWith({ ...session.error, message: 'ONNX Runtime cannot load the model.', advice: loadAdvice(session.error.detail ?? '') });
  try {
    const probed = await probeModel(session.value, ends.value);
    if (!probed.ok) return failWith({ ...probed.error, code: 'model-invalid', message: `The model did not run: ${firstLine(probed.error.detail ?? probed.error.message)}`, advice: 'It may want a special size or another kind of input.' });
    return succeed({ inspection: inspection.value, proposal: propose(path, ends.value, probed.value), unsure: probed.value.unsure });
  } finally {
    await session.value.release();
  }
}

async function readWhole(path: string): Promise<Result<Uint8Array>> {
  try {
    const { size } = await stat(path);
    if (size > largestFile) return failWith(unsuitable('The file is larger than 2 GB.', 'Models of that size keep their weights in other files, which cannot be read yet.'));
    return size === 0 ? failWith(failure('file-empty', `“${basename(path)}” is empty.`, { advice: 'Download or export it again.' })) : succeed(await readFile(path));
  } catch (error) {
    return failWith(readFailure(path, error));
  }
}

function loadAdvice(detail: string): string {
  if (/not a registered function|could not find an implementation|no op registered|unsupported operator/i.test(detail)) return 'It uses an operator that is not supported. Export it with another opset, 13 to 20, or without that operator.';
  if (/opset|ir_version|IR version/i.test(detail)) return 'It was written for a newer ONNX. Export it with opset 20 or older.';
  return 'The file may be damaged. Download or export it again.';
}

const firstLine = (text: string): string => text.split('\n')[0]!.replace(/^.*Status Message: /, '').slice(0, 300);

function propose(path: string, { input, output, layout, elements, size }: PictureEnds, probed: Probed): ModelProposal {
  const named = basename(path, extname(path));
  const id = named.toLowerCase().replace(/[^a-z0-9]+/g, '-').replace(/^-+|-+$/g, '').slice(0, 60) || 'model';
  const { scale, sizeMultiple, overlap } = probed;
  return {
    id,
    name: named.slice(0, 100),
    task: scale > 1 ? 'upscale' : 'translate',
    description: '',
    licence: 'NOASSERTION',
    input: input.name,
    output: output.name,
    scale,
    form: { layout, elements, input: probed.input, output: probed.output, ...(size ? { size } : {}) },
    sizeMultiple,
    overlap,
    tile: size ? Math.min(size.width, size.height) : Math.ceil(Math.max(usualTile, 4 * overlap) / sizeMultiple) * sizeMultiple,
  };
}
