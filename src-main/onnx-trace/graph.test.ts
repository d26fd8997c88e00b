import { describe, expect, it } from 'vitest';
import { Graph } from './graph.ts';

describe('Graph', () => {
  it('makes equal nodes once, and others apart', () => {
    const graph = new Graph();
    const x = graph.input({ name: 'x', dims: [2], type: 'float32' });
    const y = graph.node('Elu', [x], { alpha: { float: 1 } });
    expect(graph.node('Elu', [x], { alpha: { float: 1 } })).toBe(y);
    const others = [graph.node('Elu', [x], { alpha: 1 }), graph.node('Elu', [y], { alpha: { float: 1 } }), graph.node('Celu', [x], { alpha: { float: 1 } })];
    expect(new Set([y, ...others]).size).toBe(4);
    expect(graph.nodes).toHaveLength(4);
  });

  it('makes equal constants once: by content, shape and type', () => {
    const graph = new Graph();
    const [one, two] = [Float32Array.of(1, 2), Float32Array.of(1, -2)];
    const name = graph.constant(one, [2], 'float32');
    expect(graph.constant(one.slice(), [2], 'float32')).toBe(name);
    const others = [graph.constant(one, [1, 2], 'float32'), graph.constant(two, [2], 'float32'), graph.constant(Int32Array.of(1, 2), [2], 'int32')];
    expect(new Set([name, ...others]).size).toBe(4);
    expect(graph.integers([1, 2])).toBe(graph.integers([1, 2]));
  });

  it('tells -0 from 0', () => {
    const graph = new Graph();
    expect(graph.scalar(-0)).not.toBe(graph.scalar(0));
  });
});
