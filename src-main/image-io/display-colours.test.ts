/** @file Tests display-colours.ts; whole pictures are in pyramid.test.ts. */
import { expect, it } from 'vitest';
import { asRgba } from './display-colours.ts';

it.each([
  [1, [7, 200], [7, 7, 7, 255, 200, 200, 200, 255]],
  [2, [7, 9, 200, 128], [7, 7, 7, 9, 200, 200, 200, 128]],
  [3, [1, 2, 3, 254, 253, 252], [1, 2, 3, 255, 254, 253, 252, 255]],
  [4, [1, 2, 3, 4, 254, 253, 252, 251], [1, 2, 3, 4, 254, 253, 252, 251]],
] as const)('gives %i channels as RGBA', (channels, pixels, expected) => {
  expect([...asRgba(Uint8Array.from(pixels), channels)]).toEqual(expected);
});
