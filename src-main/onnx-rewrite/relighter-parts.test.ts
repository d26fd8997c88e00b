import { describe, expect, it } from 'vitest';
import { runNetwork } from '../testing/run-network.ts';
import { testPlanes, tinyLooks, tinyRelighter, tinyTranslator } from '../testing/tiny-generators.ts';
import { splitRelighter } from './relighter-parts.ts';

const ports = { input: 'input', output: 'output', style: { ambient: 'ambient', lights: 'lights' } };

describe('splitRelighter', () => {
  it('gives parts that make the same picture together', async () => {
    const model = tinyRelighter();
    const parts = splitRelighter(model, ports)!;
    const [width, height] = [64, 48];
    const values = testPlanes(width, height);
    const shape = [1, 3, height, width];
    const style = { shape: [1, 4], values: Float32Array.from(tinyLooks[1]!.code) };
    const shares = { ambient: { shape: [], values: Float32Array.of(0.7) }, lights: { shape: [], values: Float32Array.of(1.6) } };
    const expected = await runNetwork(model, { input: { shape, values }, style, ...shares });
    const maps = await runNetwork(parts.seeing, { input: { shape, values }, style });
    expect(Object.keys(maps)).toEqual([parts.day, ...parts.maps]);
    maps[parts.day]!.values.forEach((value, index) => expect(value).toBeCloseTo((values[index]! + 1e-3) ** 2.2, 5));
    const { [parts.light]: light } = await runNetwork(parts.lighting, { ...maps, ...shares });
    const picture = light!.values.map((value) => Math.min(1, (value + 1e-6) ** (1 / 2.2)));
    const most = picture.reduce((far, value, index) => Math.max(far, Math.abs(value - expected['output']!.values[index]!)), 0);
    expect(most).toBeLessThan(1e-4);
  });

  it('refuses a network of another kind', () => {
    expect(splitRelighter(tinyTranslator(), ports)).toBeNull();
  });
});
