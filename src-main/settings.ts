/** @file The settings of the running application: kept in memory, written when they change. Main process. */
import { app, nativeTheme } from 'electron';
import { chosenLanguage } from '../src-shared/language.ts';
import { type Settings, type SettingsChange, settingsSchema } from '../src-shared/settings.ts';
import { createSerial } from '../src-shared/serial.ts';
import { loadSettings, saveSettings } from './desk/settings-file.ts';
import { speak } from './desk/words.ts';

const recentFilesKept = 10;
const rememberAfterMs = 1_000;

export type SettingsKeeper = {
  current(): Settings;
  /** What was wrong with the settings file at the start, as a sentence; null where all was well. */
  readonly problem: string | null;
  /** `window` and `workFolder` are main's to change. */
  change(change: SettingsChange | Pick<Settings, 'window' | 'workFolder'>): void;
  /** Soon: who opens a picture does not wait for the menu to be made anew. */
  rememberFiles(paths: readonly string[]): void;
  /** Resolves when everything is on disk. */
  written(): Promise<void>;
};

export async function keepSettings(file: string, onChange: (settings: Settings) => void): Promise<SettingsKeeper> {
  useLanguage('system');
  const { settings: loaded, problem } = await loadSettings(file);
  let settings = loaded;
  const oneAtATime = createSerial();
  apply(settings);

  const change = (changed: SettingsChange | Pick<Settings, 'window' | 'workFolder'>) => {
    settings = settingsSchema.parse({ ...settings, ...changed });
    apply(settings);
    void oneAtATime(() => saveSettings(file, settings)).catch((error: unknown) => {
      console.error(`The settings could not be written to ${file}:`, error);
    });
    onChange(settings);
  };

  let opened: string[] = [];
  let timer: NodeJS.Timeout | undefined;
  const remember = () => {
    clearTimeout(timer);
    timer = undefined;
    change({ recentFiles: [...new Set([...opened, ...settings.recentFiles])].slice(0, recentFilesKept) });
    opened = [];
  };

  return {
    current: () => settings,
    problem,
    change,
    rememberFiles: (paths) => {
      if (paths.length === 0) return;
      opened = [...new Set([...paths.slice(0, recentFilesKept), ...opened])];
      timer ??= setTimeout(remember, rememberAfterMs);
    },
    written() {
      if (timer !== undefined) remember();
      return oneAtATime(() => Promise.resolve());
    },
  };
}

function apply({ theme, language }: Settings): void {
  nativeTheme.themeSource = theme;
  useLanguage(language);
}

function useLanguage(choice: Settings['language']): void {
  speak(chosenLanguage(choice, app.getPreferredSystemLanguages()));
}
