/** @file What main told at the start and what it keeps for us: settings, models, devices. Renderer. */
import { create } from 'zustand';
import type { DevicesReport } from '../../src-shared/device.ts';
import type { Failure } from '../../src-shared/failure.ts';
import type { ModelSummary } from '../../src-shared/model.ts';
import { type Settings, defaultSettings } from '../../src-shared/settings.ts';

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
  readonly settings: Settings;
  readonly devices: DevicesState;
  start(told: { readonly version: string; readonly workFolder: string; readonly models: readonly ModelSummary[]; readonly settings: Settings }): void;
  setModels(models: readonly ModelSummary[]): void;
  setSettings(settings: Settings): void;
  setDevices(devices: DevicesState): void;
};

export const useApplication = create<ApplicationState>()((set) => ({
  started: false,
  version: '',
  workFolder: '',
  models: [],
  settings: defaultSettings,
  devices: { kind: 'unknown' },
  start: (told) => {
    set({ ...told, started: true });
  },
  setModels: (models) => {
    set({ models });
  },
  setSettings: (settings) => {
    set((state) => ({ settings: withSame(state.settings, settings) }));
  },
  setDevices: (devices) => {
    set({ devices });
  },
}));

/** Main tells all settings for every change: parts that say the same stay the same objects, so that only who shows the changed ones is drawn again. */
function withSame(before: Settings, after: Settings): Settings {
  const entries = Object.entries(after).map(([name, value]: [string, unknown]): [string, unknown] => {
    const old: unknown = before[name as keyof Settings];
    return [name, JSON.stringify(old) === JSON.stringify(value) ? old : value];
  });
  return Object.fromEntries(entries) as Settings;
}
