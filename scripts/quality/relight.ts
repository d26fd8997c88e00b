/** @file A relighting model on small pictures through the engine's own steps, so that what is measured is what people get. */
import { readFile } from 'node:fs/promises';
import { createRowPainter, rowsAtOnce } from '../../src-main/engine/colour-rows/colour-rows.ts';
import type { OpenGraph } from '../../src-main/engine/open-graph.ts';
import { seePicture, transformsOf } from '../../src-main/engine/run-generator.ts';
import { splitRelighter } from '../../src-main/onnx-rewrite/relighter-parts.ts';
import { createTrainingSession } from '../../src-main/runtime/training-session.ts';
import { colours, type Picture } from '../../src-main/trainer/data/picture.ts';
import { toPlanes } from '../../src-main/trainer/run/run-picture.ts';
import type { ModelNetwork } from '../../src-shared/model.ts';
import { padTo } from './frames.ts';

export type Relighting = (picture: Picture, code: readonly number[]) => Promise<Picture>;

/** On the CPU. The network sees the pictures as they are: none is larger than its `side`. */
export async function openRelighting(file: string, network: ModelNetwork): Promise<Relighting> {
  const { input, output, style, sizeMultiple } = network;
  const parts = style && splitRelighter(await readFile(file), { input, output, style });
  if (!parts) throw new Error(`expected a relighting network in ${file}`);
  const sessions = new Map<string, ReturnType<typeof createTrainingSession>>();
  const graph: OpenGraph = (name, model) => {
    const opened = sessions.get(name) ?? createTrainingSession(model, 'cpu', 1);
    sessions.set(name, opened);
    return opened;
  };
  const open = { graph, parts: () => Promise.resolve({ ok: true, value: parts } as const), session: () => Promise.reject(new Error('a relighting network is opened in parts')) };
  return async ({ width, height, samples }, code) => {
    const padded = toPlanes(padTo({ width, height, samples }, sizeMultiple));
    const small = { width, height, planeWidth: padded.width, planeHeight: padded.height, planes: padded.data };
    const lighting = { code, ambient: 1, lights: 1 };
    const seen = await seePicture(small, network, file, lighting, open);
    if (!seen.ok) throw new Error(seen.error.message);
    const transforms = await transformsOf(seen.value, network, lighting, graph);
    if (!transforms.ok) throw new Error(transforms.error.message);
    const painter = createRowPainter({ shape: { width, height, channels: colours, depth: 8 }, transforms: transforms.value, placement: { x: 0, y: 0, across: width, down: height }, strength: 1, amounts: null });
    const result = new Uint8Array(samples.length);
    for (let first = 0; first < height; first += rowsAtOnce) {
      const count = Math.min(rowsAtOnce, height - first);
      const [from, to] = [first * width * colours, (first + count) * width * colours];
      painter.source(count).set(samples.subarray(from, to));
      result.set(painter.paint(first, count), from);
    }
    return { width, height, samples: result };
  };
}
