/** @file Inpaint: what a mask covers is replaced by what could be there, from the picture around it. */
import type { Operation } from './operation.ts';

export const inpaint = {
  id: 'inpaint',
  label: 'Inpaint',
  summary: 'fill what a mask covers from the picture around it',
  needsMask: true,
  parameters: {
    model: {
      kind: 'model',
      label: 'Model',
      help: 'What fills the mask.',
      task: 'inpaint',
      default: 'remove',
    },
    variant: {
      kind: 'range',
      label: 'Variant',
      help: 'Another number gives another fill where the model has more than one.',
      min: 1,
      max: 20,
      step: 1,
      unit: '',
      default: 1,
    },
  },
} as const satisfies Operation;
