/** @file Fast random numbers for a search: the same for the same seed. Pure. */
export type RandomSource = {
  /** A whole number from 0 to `count` - 1. */
  readonly below: (count: number) => number;
};

/** Marsaglia 2003, xorshift of 32 bits. */
export function randomSource(seed: number): RandomSource {
  let state = (Math.imul(seed, 0x9e3779b1) ^ 0x6d2b79f5) | 1;
  return {
    below(count) {
      state ^= state << 13;
      state ^= state >>> 17;
      state ^= state << 5;
      return (state >>> 0) % count;
    },
  };
}
