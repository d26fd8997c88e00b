import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { type ValueRange, valueRanges } from '../../src-shared/model-import.ts';
import { Graph } from '../onnx-trace/graph.ts';
import { encodeOnnx } from '../onnx-trace/onnx-writer.ts';
import { boxBlurModel, constantModel } from '../onnx-trace/tiny-models.ts';
import { foreignModel, type ForeignModel } from '../testing/foreign-model.ts';
import { temporaryFolder } from '../testing/temporary-folder.ts';
import { inspectModel } from './inspect-model.ts';

async function inspect(bytes: Uint8Array, name = 'Some Model v2.onnx') {
  const path = join(await temporaryFolder(), name);
  await writeFile(path, bytes);
  return inspectModel(path);
}
async function proposed(model: ForeignModel) {
  const found = await inspect(foreignModel(model));
  if (!found.ok) throw new Error(`${found.error.message} ${found.error.detail ?? ''}`);
  return found.value;
}

const ranges = Object.keys(valueRanges) as ValueRange[];
const pairs = ranges.flatMap((input) => ranges.map((output) => [input, output] as const));

describe('inspectModel', () => {
  it.each(pairs)('finds that an upscaler takes %s and gives %s', async (input, output) => {
    const { proposal } = await proposed({ scale: 2, input: valueRanges[input], output: valueRanges[output] });
    expect(proposal).toMatchObject({ task: 'upscale', scale: 2, form: { layout: 'nchw', elements: 'float32', input: valueRanges[input], output: valueRanges[output] } });
  });

  it.each(pairs)('finds that a translator takes %s and gives %s', async (input, output) => {
    const { proposal } = await proposed({ effect: 'negative', input: valueRanges[input], output: valueRanges[output] });
    expect(proposal).toMatchObject({ task: 'translate', scale: 1, form: { input: valueRanges[input], output: valueRanges[output] } });
  });

  it.each([
    [{ layout: 'nhwc', elements: 'float16', scale: 4 }, { scale: 4, form: { layout: 'nhwc', elements: 'float16' } }],
    [{ layout: 'nhwc', elements: 'uint8', input: valueRanges.bytes, output: valueRanges.bytes }, { form: { elements: 'uint8', input: valueRanges.bytes } }],
    [{ size: { width: 96, height: 64 }, scale: 3 }, { scale: 3, tile: 64, sizeMultiple: 1, form: { size: { width: 96, height: 64 } } }],
    [{ batch: 'batch' }, { id: 'some-model-v2', name: 'Some Model v2', input: 'pixels', output: 'painted', overlap: 0 }],
  ] satisfies [ForeignModel, object][])('reads and finds the rest of %j', async (model, expected) => {
    const { proposal, unsure } = await proposed(model);
    expect(proposal).toMatchObject(expected);
    expect(unsure).toEqual([]);
  });

  it('measures how far a network looks', async () => {
    const found = await inspect(boxBlurModel());
    expect(found).toMatchObject({ ok: true, value: { proposal: { overlap: 1 }, inspection: { opset: 18, producer: 'imago', operators: ['Conv', 'Identity'] } } });
    // A linear network works in any range: nothing is sure, and the usual one proposed.
    expect(found).toMatchObject({ ok: true, value: { unsure: expect.arrayContaining(['input']) as string[], proposal: { form: { input: valueRanges.unit, output: valueRanges.unit } } } });
  });

  it('finds the multiple that sides must have', async () => {
    const graph = new Graph();
    const pixels = graph.input({ name: 'x', dims: [1, 3, 'height', 'width'], type: 'float32' });
    const folded = graph.node('SpaceToDepth', [graph.node('SpaceToDepth', [pixels], { blocksize: 2 })], { blocksize: 2 });
    const opened = graph.node('DepthToSpace', [graph.node('DepthToSpace', [folded], { blocksize: 2 })], { blocksize: 2 });
    graph.output({ name: 'y', dims: [1, 3, 'height', 'width'], type: 'float32' }, opened);
    expect(await inspect(encodeOnnx(graph))).toMatchObject({ ok: true, value: { proposal: { sizeMultiple: 4 } } });
  });

  const one = (dims: (number | string)[], type: 'float32' | 'int32' = 'float32', more = false): Uint8Array => {
    const graph = new Graph();
    const x = graph.input({ name: 'x', dims, type });
    const value = more ? graph.node('Add', [x, graph.input({ name: 'mask', dims, type })]) : x;
    graph.output({ name: 'y', dims, type }, value);
    return encodeOnnx(graph);
  };
  it.each([
    ['no ONNX', Buffer.from('PK not a model'), /is no ONNX model/],
    ['one channel', one([1, 1, 'h', 'w']), /brightness alone/],
    ['four channels', one([1, 4, 'h', 'w']), /4 channels/],
    ['a class', one([1, 1000]), /2 dimensions/],
    ['several pictures', one([8, 3, 'h', 'w']), /8 pictures at once/],
    ['whole numbers', one([1, 3, 'h', 'w'], 'int32'), /type int32/],
    ['two inputs', one([1, 3, 'h', 'w'], 'float32', true), /2 inputs: x, mask/],
    ['one colour whatever it is fed', constantModel(NaN, 1), /gives nothing that looks like a picture/],
  ])('says in words why a file with %s is unsuitable', async (_what, bytes, words) => {
    const found = await inspect(bytes);
    expect(found).toMatchObject({ ok: false, error: { code: 'model-invalid', message: expect.stringMatching(words) as string, advice: expect.stringMatching(/\./) as string } });
  });

  it('names operators that only another program knows', async () => {
    const graph = new Graph();
    const x = graph.input({ name: 'x', dims: [1, 3, 'h', 'w'], type: 'float32' });
    graph.output({ name: 'y', dims: [1, 3, 'h', 'w'], type: 'float32' }, graph.node('Dreamify', [x]));
    const found = await inspect(encodeOnnx(graph));
    expect(found).toMatchObject({ ok: false, error: { message: 'ONNX Runtime cannot load the model.', advice: expect.stringContaining('operator') as string, detail: expect.stringContaining('Dreamify') as string } });
  });
});
