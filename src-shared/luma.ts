/** @file Brightness as a mix of red, green and blue (ITU-R BT.601), in the range of what it is mixed from. Pure. */
export const lumaShares = [0.299, 0.587, 0.114] as const;

export const lumaOf = (red: number, green: number, blue: number): number => lumaShares[0] * red + lumaShares[1] * green + lumaShares[2] * blue;

/** Of interleaved samples, of the pixel whose red one is at `at`. */
export const lumaAt = (samples: ArrayLike<number>, at: number): number => lumaOf(samples[at]!, samples[at + 1]!, samples[at + 2]!);
