/** @file How each advanced setting is entered: as a switch, a choice or a number within bounds. Pure. */
import type { AdvancedName, AdvancedSettings } from '../../../src-shared/training-definition.ts';

type NamesOf<V> = { [N in AdvancedName]-?: NonNullable<AdvancedSettings[N]> extends V ? N : never }[AdvancedName];
type SwitchName = NamesOf<boolean>;

const switches: Readonly<Record<SwitchName, true>> = { augment: true, restore: true };
export const isSwitch = (name: AdvancedName): name is SwitchName => Object.hasOwn(switches, name);

const choices = { method: ['cyclegan', 'cut', 'relight'], upsampling: ['transposed', 'resize'], scale: [2, 3, 4] } as const;
export type SettingChoice = (typeof choices)[keyof typeof choices][number];
/** null for a setting that is not one of a few. */
export const choicesOf = (name: AdvancedName): readonly SettingChoice[] | null => (Object.hasOwn(choices, name) ? choices[name as keyof typeof choices] : null);

/** `step` null: any number. As `advancedSettingsSchema` has them. */
type Bounds = { readonly min: number; readonly max: number; readonly step: number | null };
const bounds: Readonly<Record<Exclude<AdvancedName, SwitchName | keyof typeof choices>, Bounds>> = {
  size: { min: 32, max: 1024, step: 4 },
  width: { min: 1, max: 256, step: 1 },
  depth: { min: 1, max: 32, step: 1 },
  steps: { min: 1, max: 10_000_000, step: 1 },
  batch: { min: 1, max: 64, step: 1 },
  learningRate: { min: 1e-7, max: 1, step: null },
  seed: { min: 1, max: 2 ** 31 - 1, step: 1 },
  identity: { min: 0, max: 100, step: null },
  cycle: { min: 0, max: 100, step: null },
  contrast: { min: 0, max: 100, step: null },
  adversarial: { min: 0, max: 10, step: null },
  threads: { min: 1, max: 256, step: 1 },
  checkpointSeconds: { min: 1, max: 86_400, step: null },
  checkpointSteps: { min: 1, max: 10_000_000, step: 1 },
};
export const boundsOf = (name: AdvancedName): Bounds => bounds[name as keyof typeof bounds];
