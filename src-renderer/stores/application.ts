/** @file What main told at the start and what it keeps for us: settings, models, devices. Renderer. */
import { create } from 'zustand';
import type { DevicesReport } from '../../src-shared/device.ts';
import type { Failure } from '../../src-shared/failure.ts';
import type { ModelSummary } from '../../src-shared/model.ts';
import { type Settings, type SettingsChange, defaultSettings } from '../../src-shared/settings.ts';

export type DevicesState =
  | { readonly kind: 'unknown' }
  | { readonly kind: 'checking' }
  | { readonly kind: 'known'; readonly report: DevicesReport }
  | { readonly kind: 'failed'; readonly failure: Failure };

type ApplicationState = {
  readonly started: boolean;
  readonly version: string;
  readonly models: readonly ModelSummary[];
  /** Folder of working files and kept results. */
  readonly workFolder: string;
  /** As main told them last, and over them the changes that it has not answered yet. */
  readonly settings: Settings;
  readonly toldSettings: Settings;
  /** In the order in which they were made. */
  readonly unanswered: readonly SettingsChange[];
  readonly devices: DevicesState;
  start(told: { readonly version: string; readonly workFolder: string; readonly models: readonly ModelSummary[]; readonly settings: Settings }): void;
  setModels(models: readonly ModelSummary[]): void;
  setSettings(told: Settings): void;
  beginChange(change: SettingsChange): void;
  /** Main has answered, and told before what became of the change. */
  endChange(change: SettingsChange): void;
  setDevices(devices: DevicesState): void;
};

export const useApplication = create<ApplicationState>()((set) => ({
  started: false,
  version: '',
  workFolder: '',
  models: [],
  settings: defaultSettings,
  toldSettings: defaultSettings,
  unanswered: [],
  devices: { kind: 'unknown' },
  start: (told) => {
    set({ ...told, toldSettings: told.settings, started: true });
  },
  setModels: (models) => {
    set({ models });
  },
  setSettings: (told) => {
    set(({ settings, unanswered }) => ({ toldSettings: told, settings: changed(settings, told, unanswered) }));
  },
  beginChange: (change) => {
    set(({ settings, toldSettings, unanswered }) => ({ unanswered: [...unanswered, change], settings: changed(settings, toldSettings, [...unanswered, change]) }));
  },
  endChange: (change) => {
    set(({ settings, toldSettings, unanswered }) => {
      const left = unanswered.filter((it) => it !== change);
      return { unanswered: left, settings: changed(settings, toldSettings, left) };
    });
  },
  setDevices: (devices) => {
    set({ devices });
  },
}));

/** Parts that say the same stay the same objects, and so do all together, so that only who shows what changed is drawn again. */
function changed(before: Settings, told: Settings, changes: readonly SettingsChange[]): Settings {
  const entries = Object.entries(Object.assign({}, told, ...changes) as Settings).map(([name, value]: [string, unknown]): [string, unknown] => {
    const old: unknown = before[name as keyof Settings];
    return [name, JSON.stringify(old) === JSON.stringify(value) ? old : value];
  });
  const after = Object.fromEntries(entries) as Settings;
  const names = new Set([...Object.keys(before), ...Object.keys(after)]) as ReadonlySet<keyof Settings>;
  return [...names].every((name) => before[name] === after[name]) ? before : after;
}
