/** @file The sample photograph that shows each operation at its best; files of assets/samples. Pure. */
import type { Mask } from './mask.ts';

export type Sample = { readonly file: string; /** What the operation works on, ready to run. */ readonly mask?: Mask };

/** The spire over the roof of the cathedral, from its tip to the ridge. */
const spire: Mask = {
  source: {
    kind: 'painted',
    width: 1024,
    height: 768,
    shapes: [
      { kind: 'stroke', mode: 'add', points: [577, 46, 1, 578, 120, 1, 581, 165, 1], radius: 17, hardness: 1, opacity: 1 },
      { kind: 'stroke', mode: 'add', points: [581, 165, 1, 583, 222, 1, 583, 246, 1], radius: 29, hardness: 1, opacity: 1 },
    ],
  },
  inverted: false,
  grow: 0,
  feather: 0,
};

/** By operation, in the order in which they are offered. */
export const samples = {
  upscale: { file: 'cat.png' },
  translate: { file: 'cathedral.jpg' },
  inpaint: { file: 'cathedral.jpg', mask: spire },
} as const satisfies Readonly<Record<string, Sample>>;

export type SampleName = keyof typeof samples;
export const sampleNames = Object.keys(samples) as readonly SampleName[];
