/** @file Fast random numbers for a search: the same for the same seed. Pure. */
export type RandomSource = {
  /** Changes with each number; what draws numbers itself takes it and gives it back. */
  state: number;
};

/** Marsaglia 2003, xorshift of 32 bits. */
export const randomSource = (seed: number): RandomSource => ({ state: ((Math.imul(seed, 0x9e3779b1) ^ 0x6d2b79f5) | 1) >>> 0 });

/** A whole number from 0 to `count` - 1. */
export function drawBelow(random: RandomSource, count: number): number {
  let { state } = random;
  state ^= state << 13;
  state ^= state >>> 17;
  state ^= state << 5;
  random.state = state >>> 0;
  return random.state % count;
}
