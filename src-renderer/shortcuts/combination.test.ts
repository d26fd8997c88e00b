import { describe, expect, it } from 'vitest';
import { acceleratorOf, belongsToControls, belongsToText, combinationOf, partsOf } from './combination.ts';

const none = { code: '', ctrlKey: false, metaKey: false, altKey: false, shiftKey: false, getModifierState: () => false };

describe('combinationOf', () => {
  it.each([
    ['a letter', { key: 'k', ctrlKey: true }, 'Mod+K'],
    ['Command', { key: 'k', metaKey: true }, 'Mod+K'],
    ['Shift with a letter', { key: 'Z', ctrlKey: true, shiftKey: true }, 'Mod+Shift+Z'],
    ['Shift with a sign', { key: '?', shiftKey: true }, '?'],
    ['Shift with a named key', { key: 'PageDown', shiftKey: true }, 'Shift+PageDown'],
    ['AltGr on a German keyboard', { key: '\\', ctrlKey: true, altKey: true, getModifierState: (name: string) => name === 'AltGraph' }, '\\'],
    ['a Cyrillic letter', { key: 'л', code: 'KeyK', ctrlKey: true }, 'Mod+K'],
    ['the space bar', { key: ' ', code: 'Space' }, 'Space'],
    ['a modifier alone', { key: 'Shift', shiftKey: true }, null],
    ['an input method', { key: 'Process', code: 'KeyA' }, null],
  ])('%s', (_name, press, expected) => {
    expect(combinationOf({ ...none, ...press })).toBe(expected);
  });
});

describe('acceleratorOf', () => {
  it.each([
    ['Mod+Shift+Z', 'CmdOrCtrl+Shift+Z'],
    ['Mod++', 'CmdOrCtrl+Plus'],
    ['ArrowLeft', 'Left'],
    ['ü', undefined],
    ['MediaPlay', undefined],
  ])('%s is %s', (combination, expected) => {
    expect(acceleratorOf(combination)).toBe(expected);
  });
});

it('takes a combination apart, the plus key too', () => {
  expect(partsOf('Mod+Alt++')).toEqual({ modifiers: ['Mod', 'Alt'], key: '+' });
  expect(partsOf('+')).toEqual({ modifiers: [], key: '+' });
});

it('leaves controls and text their keys', () => {
  expect(['Tab', 'Shift+Tab', 'Escape', 'ArrowLeft', 'Mod+Enter', 'P', 'PageUp'].map(belongsToControls)).toEqual([true, true, true, true, false, false, false]);
  expect(['Mod+Z', 'Mod+C', 'Mod+O', 'Z'].map(belongsToText)).toEqual([true, true, false, false]);
});
