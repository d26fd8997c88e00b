import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { failure } from '../../src-shared/failure.ts';
import { failWith } from '../../src-shared/result.ts';
import { boxBlurModel } from '../onnx-trace/tiny-models.ts';
import { Graph } from '../onnx-trace/graph.ts';
import { encodeOnnx } from '../onnx-trace/onnx-writer.ts';
import type { SessionSource } from '../runtime/session.ts';
import { temporaryFolder } from '../testing/temporary-folder.ts';
import { rewrittenSessions } from './rewritten-sessions.ts';

/** Two 1x1 convolutions that are one. */
function mixingModel(): Uint8Array {
  const graph = new Graph();
  const input = graph.input({ name: 'input', dims: [1, 3, 'height', 'width'], type: 'float32' });
  const mix = (value: string, side: number) => graph.node('Conv', [value, graph.constant(new Float32Array(9 * side ** 2).fill(0.1), [3, 3, side, side], 'float32')], { kernel_shape: [side, side] });
  graph.output({ name: 'output', dims: [1, 3, 'high', 'wide'], type: 'float32' }, mix(mix(mix(input, 3), 1), 1));
  return encodeOnnx(graph);
}

it('rewrites networks of tiles for the CPU, and gives all others on as they are', async () => {
  const folder = await temporaryFolder();
  const paths = { mixing: join(folder, 'mixing.onnx'), blur: join(folder, 'blur.onnx') };
  await writeFile(paths.mixing, mixingModel());
  await writeFile(paths.blur, boxBlurModel());
  const asked: SessionSource[] = [];
  const create = rewrittenSessions((source) => {
    asked.push(source);
    return Promise.resolve(failWith(failure('device-failed', 'No device.')));
  });
  const ends = { input: 'input', output: 'output' };
  await create({ model: paths.mixing, ...ends, tiles: 64 }, 'cpu');
  await create({ model: paths.mixing, ...ends, tiles: 64 }, 'webgpu');
  await create({ model: paths.mixing, ...ends }, 'cpu');
  await create({ model: paths.blur, ...ends, tiles: 64 }, 'cpu');
  expect(asked.map(({ model }) => (typeof model === 'string' ? model : 'rewritten'))).toEqual(['rewritten', paths.mixing, paths.mixing, paths.blur]);
});
