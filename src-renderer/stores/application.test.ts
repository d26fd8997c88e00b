import { expect, test } from 'vitest';
import { defaultSettings } from '../../src-shared/settings.ts';
import { useApplication } from './application.ts';

test('what a change of settings leaves alone stays the same object', () => {
  const { setSettings } = useApplication.getState();
  setSettings({ ...defaultSettings, paces: { quick: 1 }, shortcuts: { open: ['Mod+L'] } });
  const before = useApplication.getState().settings;
  setSettings(structuredClone({ ...before, paces: { quick: 2 } }));
  const after = useApplication.getState().settings;
  expect(after.paces).toEqual({ quick: 2 });
  expect(after.shortcuts).toBe(before.shortcuts);
  expect(after.save).toBe(before.save);
});
