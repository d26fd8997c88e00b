import { readFile } from 'node:fs/promises';
import { InferenceSession, Tensor } from 'onnxruntime-node';
import { expect, it } from 'vitest';
import { Graph } from '../onnx-trace/graph.ts';
import { encodeOnnx } from '../onnx-trace/onnx-writer.ts';
import { boxBlurModel } from '../onnx-trace/tiny-models.ts';
import { forSeveralPictures } from './several-pictures.ts';

const [width, height] = [13, 9];
const pictures = [1, 2, 3, 4, 5].map((seed) => Float32Array.from({ length: 3 * width * height }, (_, index) => ((index * 7919 * seed) % 1009) / 1009));

async function run(model: Uint8Array, given: readonly Float32Array[]): Promise<Float32Array> {
  const session = await InferenceSession.create(model, { intraOpNumThreads: 1 });
  const data = new Float32Array(given.length * given[0]!.length);
  for (const [place, picture] of given.entries()) data.set(picture, place * picture.length);
  const { output } = await session.run({ input: new Tensor('float32', data, [given.length, 3, height, width]) });
  await session.release();
  expect(output!.dims[0]).toBe(given.length);
  return output!.data as Float32Array;
}

it.each(['quick/x2', 'quick/x8', 'faithful/x2', 'faithful/x4'])('gives of %s for each of five pictures the bytes that it gives for one', async (name) => {
  const model = await readFile(`models/${name}.onnx`);
  const together = await run(forSeveralPictures(model)!, pictures);
  for (const [place, picture] of pictures.entries()) {
    const one = await run(model, [picture]);
    expect(together.subarray(place * one.length, (place + 1) * one.length)).toEqual(one);
  }
});

it('takes factors of a size, but no network that looks at more than a picture at a time', async () => {
  const enlarged = boxBlurModel(2);
  expect((await run(forSeveralPictures(enlarged)!, pictures)).subarray(0, 12 * width * height)).toEqual(await run(enlarged, pictures.slice(0, 1)));
  expect(forSeveralPictures(await readFile('models/day-to-night/relighter.onnx'))).toBeNull();
  expect(forSeveralPictures(await readFile('models/photo-to-painting/translator.onnx'))).toBeNull();
  expect(forSeveralPictures(await readFile('models/fill/inpainter.onnx'))).toBeNull();
  expect(forSeveralPictures(Buffer.from('no network'))).toBeNull();
});

it.each([
  ['joins pictures', (graph: Graph, input: string) => graph.node('Concat', [input, input], { axis: 0 })],
  ['takes a mean of all', (graph: Graph, input: string) => graph.node('Sub', [input, graph.node('ReduceMean', [input])])],
  ['adds to the first of two', (graph: Graph, input: string) => graph.node('Add', [input, graph.constant(new Float32Array([1, 2]), [2, 1, 1, 1], 'float32')])],
  ['lays values out anew', (graph: Graph, input: string) => graph.node('Reshape', [input, graph.integers([1, 3, -1, width])])],
])('leaves alone a network that %s', (_what, describe) => {
  const graph = new Graph();
  const input = graph.input({ name: 'input', dims: [1, 3, 'height', 'width'], type: 'float32' });
  graph.output({ name: 'output', dims: [1, 3, 'out_height', 'out_width'], type: 'float32' }, describe(graph, input));
  expect(forSeveralPictures(encodeOnnx(graph))).toBeNull();
});
