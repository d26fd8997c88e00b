/** @file Translate: a picture as it would look in another domain, such as a day as a night, by a generator. */
import type { Operation } from './operation.ts';

const share = { kind: 'range', min: 0, step: 1, unit: '%', default: 100 } as const;

export const translate = {
  id: 'translate',
  label: 'Translate',
  summary: 'turn pictures into another domain, such as day into night',
  needsMask: false,
  parameters: {
    model: {
      kind: 'model',
      label: 'Model',
      help: 'The generator that decides how the picture will look.',
      task: 'translate',
      default: 'day-to-night',
    },
    look: {
      kind: 'look',
      label: 'Look',
      help: 'Which of the looks that the model has learnt.',
      usedBy: 'relighting',
      default: '',
    },
    strength: { ...share, max: 100, label: 'Strength', help: 'How much of the result is mixed into the picture.' },
    ambient: { ...share, max: 200, label: 'Ambient light', help: 'How bright all is that no lamp lights.', usedBy: 'relighting' },
    lights: { ...share, max: 200, label: 'Lights', help: 'How bright lamps and lit windows are.', usedBy: 'relighting' },
    detail: {
      kind: 'choice',
      label: 'Detail',
      help: "Keep the picture's own texture and change its colours, or let the model paint all of it anew.",
      usedBy: 'repainting',
      options: [
        { value: 'keep', label: 'Keep detail' },
        { value: 'repaint', label: 'Repaint texture' },
      ],
      default: 'keep',
    },
    protect: {
      kind: 'choice',
      label: 'Protect',
      help: 'What stays as it is in the picture, as far as it is recognised.',
      options: [
        { value: 'none', label: 'Nothing' },
        { value: 'skin', label: 'Skin' },
        { value: 'text', label: 'Text' },
        { value: 'both', label: 'Skin and text' },
      ],
      default: 'none',
    },
  },
} as const satisfies Operation;
