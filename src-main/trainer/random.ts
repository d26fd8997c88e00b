/** @file Random numbers whose state can be stored in a checkpoint and taken up again. Pure. */
import { createHash } from 'node:crypto';
import { xoroshiro128plusFromState } from 'pure-rand/generator/xoroshiro128plus';

export type RandomState = readonly number[];

export type Random = {
  /** In [0, 1), in steps of 2^-24, so that it stays below 1 as a float32. */
  uniform(): number;
  /** Mean 0, variance 1. */
  normal(): number;
  /** From 0 to count - 1, all equally likely. */
  integer(count: number): number;
  /** What `resumeRandom` continues from. */
  state(): RandomState;
};

type Generator = ReturnType<typeof xoroshiro128plusFromState>;

/** Numbers that have nothing to do with those of other seeds, nor with those of the same seed for another purpose. */
export function seedRandom(seed: number, purpose = ''): Random {
  const hash = createHash('sha256').update(`${seed} ${purpose}`).digest();
  return resumeRandom([0, 4, 8, 12].map((offset) => hash.readInt32LE(offset)));
}
export const resumeRandom = (state: RandomState): Random => randomFrom(xoroshiro128plusFromState(state));

function randomFrom(generator: Generator): Random {
  const uniform = () => (generator.next() >>> 8) / 2 ** 24;
  return {
    uniform,
    /** Box and Muller's method, one of its two numbers thrown away so that the state is the generator's alone. */
    normal: () => Math.sqrt(-2 * Math.log(1 - uniform())) * Math.cos(2 * Math.PI * uniform()),
    integer: (count) => Math.floor(uniform() * count),
    state: () => generator.getState(),
  };
}
