import { describe, expect, it } from 'vitest';
import { resumeRandom, seedRandom } from './random.ts';

const draw = (random: ReturnType<typeof seedRandom>) => Array.from({ length: 20 }, () => [random.uniform(), random.normal(), random.integer(7)]);

describe('random', () => {
  it('repeats itself for one seed and not for another', () => {
    expect(draw(seedRandom(3))).toEqual(draw(seedRandom(3)));
    expect(draw(seedRandom(3))).not.toEqual(draw(seedRandom(4)));
    expect(draw(seedRandom(3, 'weights'))).not.toEqual(draw(seedRandom(3, 'data')));
  });

  it('continues from its state, also after the state was written as JSON', () => {
    const random = seedRandom(5);
    draw(random);
    const state = JSON.parse(JSON.stringify(random.state())) as number[];
    expect(draw(resumeRandom(state))).toEqual(draw(random));
  });

  it('is uniform and normal', () => {
    const random = seedRandom(6);
    const normals = Array.from({ length: 20_000 }, () => random.normal());
    const mean = normals.reduce((sum, value) => sum + value, 0) / normals.length;
    expect(Math.abs(mean)).toBeLessThan(0.03);
    expect(normals.reduce((sum, value) => sum + value * value, 0) / normals.length).toBeCloseTo(1, 1);
    const counts = new Array<number>(5).fill(0);
    for (let index = 0; index < 10_000; index++) counts[random.integer(5)]!++;
    for (const count of counts) expect(Math.abs(count - 2000)).toBeLessThan(200);
  });
});
