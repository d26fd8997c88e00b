import { describe, expect, it } from 'vitest';
import { advancedSettingsSchema, type AdvancedName } from '../../../src-shared/training-definition.ts';
import { boundsOf, choicesOf, isSwitch } from './setting-kinds.ts';

const names = Object.keys(advancedSettingsSchema.shape) as AdvancedName[];
const accepts = (name: AdvancedName, value: unknown) => advancedSettingsSchema.safeParse({ [name]: value }).success;

describe.each(names)('the setting %s', (name) => {
  it('is entered as what main accepts, to its bounds and not beyond', () => {
    if (isSwitch(name)) expect([true, false].map((value) => accepts(name, value))).toEqual([true, true]);
    else if (choicesOf(name)) expect(choicesOf(name)!.map((value) => accepts(name, value))).not.toContain(false);
    else {
      const { min, max, step } = boundsOf(name);
      expect([min, max].map((value) => accepts(name, value))).toEqual([true, true]);
      if (name !== 'checkpointSteps') expect(accepts(name, max + (step ?? 1))).toBe(false);
      expect(accepts(name, min - (step ?? 1))).toBe(false);
    }
  });
});
