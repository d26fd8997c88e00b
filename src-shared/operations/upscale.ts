/** @file Upscale: more pixels from the same picture, by a super-resolution network. */
import type { Operation } from './operation.ts';

export const upscale = {
  id: 'upscale',
  label: 'Upscale',
  summary: 'make pictures larger',
  needsMask: false,
  parameters: {
    model: {
      kind: 'model',
      label: 'Model',
      help: 'The network that draws the new pixels.',
      task: 'upscale',
      default: 'faithful',
    },
    scale: {
      kind: 'choice',
      label: 'Scale',
      help: 'How many times wider and higher the result becomes.',
      options: [2, 3, 4, 8].map((value) => ({ value, label: `${value}×` })),
      default: 2,
    },
  },
} as const satisfies Operation;
