import { expect, it } from 'vitest';
import { withDirectOutputs } from './direct-outputs.ts';
import { Graph } from './graph.ts';
import { encodeOnnx } from './onnx-writer.ts';
import { runOnnx } from './testing/run-onnx.ts';

it('lets nodes give outputs themselves, and copies only what cannot be renamed', async () => {
  const graph = new Graph();
  const port = (name: string) => ({ name, dims: [2], type: 'float32' as const });
  const x = graph.input(port('x'));
  const negative = graph.node('Neg', [x]);
  const doubled = graph.node('Add', [negative, negative]);
  graph.output(port('negative'), negative);
  graph.output(port('again'), negative);
  graph.output(port('doubled'), doubled);
  graph.output(port('same'), x);
  const direct = withDirectOutputs(graph);
  expect(direct.nodes.map(({ operator }) => operator)).toEqual(['Neg', 'Add', 'Identity', 'Identity']);
  const results = await runOnnx(encodeOnnx(direct), { x: { data: Float32Array.of(1, 2), dims: [2] } });
  const values = Object.fromEntries(Object.entries(results).map(([name, { data }]) => [name, [...data]]));
  expect(values).toEqual({ negative: [-1, -2], again: [-1, -2], doubled: [-2, -4], same: [1, 2] });
});
