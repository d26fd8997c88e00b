import { describe, expect, it } from 'vitest';
import { defaultParameters, effectiveValues, usedParameters } from './operation.ts';
import { translate } from './translate.ts';

const relighter = { generator: 'relighting', looks: ['Amber', 'Blue'] } as const;
const repainter = { generator: 'repainting', looks: [] } as const;
const defaults = defaultParameters(translate);

describe('usedParameters', () => {
  it('are those that the model does something with', () => {
    expect(Object.keys(usedParameters(translate, relighter))).toEqual(['model', 'look', 'strength', 'ambient', 'lights', 'protect']);
    expect(Object.keys(usedParameters(translate, repainter))).toEqual(['model', 'strength', 'detail', 'protect']);
    expect(Object.keys(usedParameters(translate, undefined))).toEqual(['model', 'strength', 'protect']);
  });
});

describe('effectiveValues', () => {
  it('are the same where only something differs that the model has no use for', () => {
    expect(effectiveValues(translate, { ...defaults, detail: 'repaint' }, relighter)).toEqual(effectiveValues(translate, defaults, relighter));
    expect(effectiveValues(translate, { ...defaults, lights: 30 }, repainter)).toEqual(effectiveValues(translate, defaults, repainter));
    expect(effectiveValues(translate, { ...defaults, lights: 30 }, relighter)).not.toEqual(effectiveValues(translate, defaults, relighter));
  });

  it('name the first look where none is chosen', () => {
    expect(effectiveValues(translate, defaults, relighter)).toEqual(effectiveValues(translate, { ...defaults, look: 'Amber' }, relighter));
    expect(effectiveValues(translate, { ...defaults, look: 'Blue' }, relighter)['look']).toBe('Blue');
  });
});
