import { mkdtemp, readFile, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { defaultSettings } from '../../src-shared/settings.ts';
import { loadSettings, saveSettings } from './settings-file.ts';

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'imago-settings-'));
});
afterEach(() => rm(folder, { recursive: true }));

describe('settings file', () => {
  it('starts with the defaults and reads back what was saved', async () => {
    const file = join(folder, 'deeper', 'settings.json');
    expect(await loadSettings(file)).toEqual({ settings: defaultSettings, problem: null });
    const changed = { ...defaultSettings, theme: 'dark' as const, recentFiles: ['/a/b.png'] };
    await saveSettings(file, changed);
    expect(await loadSettings(file)).toEqual({ settings: changed, problem: null });
    expect(await readdir(join(folder, 'deeper'))).toEqual(['settings.json']);
  });

  it.each(['{ "theme": "dar', '{ "theme": "purple" }', '{ "ladder": [{ "provider": "cpu", "on": false }] }', '{ "ladder": [{ "provider": "dml", "on": true }, { "provider": "dml", "on": false }] }'])('keeps %s aside and says so', async (text) => {
    const file = join(folder, 'settings.json');
    await writeFile(file, text);
    const { settings, problem } = await loadSettings(file, new Date('2026-02-03T04:05:06Z'));
    expect(settings).toEqual(defaultSettings);
    expect(problem).toContain('settings.broken-2026-02-03T04-05-06.json');
    expect(await readFile(join(folder, 'settings.broken-2026-02-03T04-05-06.json'), 'utf8')).toBe(text);
  });
});
