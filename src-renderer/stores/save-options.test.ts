import { expect, it } from 'vitest';
import { choicesFrom, rememberedOf, type SaveChoices, useSaveOptions } from './save-options.ts';

const start: SaveChoices = useSaveOptions.getInitialState();

it('comes back from the settings as it was left', () => {
  const left: SaveChoices = { format: 'webp', quality: 71, metadata: 'strip', profile: 'display-p3', sizing: { by: 'percent', pixels: 2048, percent: 33 }, name: '{name} {width}' };
  expect(choicesFrom(rememberedOf(left), start)).toEqual(left);
  const plain: SaveChoices = { ...left, format: null, sizing: { by: 'whole', pixels: 2048, percent: 50 } };
  expect(choicesFrom(rememberedOf(plain), start)).toEqual(plain);
});

it('takes its defaults where the settings are of an earlier version', () => {
  expect(choicesFrom({ quality: 80 }, start)).toMatchObject({ format: null, quality: 80, metadata: 'keep', profile: 'keep', sizing: { by: 'whole' }, name: '{name}-{steps}' });
});
