import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { type Settings, type SettingsChange, defaultSettings, settingsSchema } from '../../src-shared/settings.ts';
import { useApplication } from '../stores/application.ts';

vi.mock('../canvas/tiles.ts', () => ({ tileCache: { resize: () => undefined } }));
const { changeSettings } = await import('./settings.ts');

/** Main as the window knows it: it tells all settings, then answers; what it was asked waits until the test lets it be answered. */
const asked: (() => void)[] = [];
const shown = (): Settings => useApplication.getState().settings;
let kept: Settings;

beforeEach(() => {
  kept = defaultSettings;
  asked.length = 0;
  useApplication.getState().setSettings(kept);
  const call = (_name: string, change: SettingsChange) =>
    new Promise<null>((resolve, reject) => {
      asked.push(() => {
        const taken = settingsSchema.safeParse({ ...kept, ...change });
        if (!taken.success) return reject(new Error('expected settings'));
        kept = taken.data;
        useApplication.getState().setSettings(structuredClone(kept));
        resolve(null);
      });
    });
  vi.stubGlobal('window', { imago: { call } });
});
afterEach(() => {
  vi.unstubAllGlobals();
});

test('a change is seen before main answers, and stays', async () => {
  const ended = changeSettings({ provenance: false });
  expect(shown().provenance).toBe(false);
  asked[0]!();
  const { settings } = useApplication.getState();
  await ended;
  expect(shown()).toBe(settings);
  expect([shown().provenance, kept.provenance]).toEqual([false, false]);
});

test('what main tells meanwhile does not bring back the value before, and is not lost', () => {
  void changeSettings({ textSize: 150 });
  useApplication.getState().setSettings({ ...defaultSettings, recentFiles: ['a.png'] });
  expect([shown().textSize, shown().recentFiles]).toEqual([150, ['a.png']]);
});

test('of quick changes the last is seen throughout', async () => {
  const seen = new Set<string>();
  const first = changeSettings({ theme: 'dark', panelWidth: 310 });
  const second = changeSettings({ theme: 'light' });
  const unsubscribe = useApplication.subscribe(({ settings: { theme, panelWidth } }) => seen.add(`${theme} ${panelWidth}`));
  asked[0]!();
  await first;
  asked[1]!();
  await second;
  unsubscribe();
  expect([...seen]).toEqual(['light 310']);
  expect([kept.theme, kept.panelWidth]).toEqual(['light', 310]);
});

test('main has the last word: what it refuses goes back, what it takes otherwise is seen so', async () => {
  const refused = changeSettings({ panelWidth: 9999 });
  const taken = changeSettings({ motion: 'reduced' });
  asked[0]!();
  await expect(refused).rejects.toThrow('expected settings');
  expect([shown().panelWidth, shown().motion]).toEqual([defaultSettings.panelWidth, 'reduced']);
  asked[1]!();
  useApplication.getState().setSettings({ ...kept, motion: 'full' });
  await taken;
  expect(shown().motion).toBe('full');
});
