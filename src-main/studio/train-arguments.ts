/**
 * @file What a training definition is on the command line: the studio's request is what `imago train` makes of these words, so
 * that the line which reproduces a training cannot differ from it. Used by main.
 */
import { Command } from 'commander';
import { failure } from '../../src-shared/failure.ts';
import { failWith, type Result, succeed } from '../../src-shared/result.ts';
import { type AdvancedName, type AdvancedSettings, levelOf, recipeOf, settingsOf, settingsOfBase, standardSettings, type StudioRecipe, type TrainingDefinition } from '../../src-shared/training-definition.ts';
import type { TrainRequest } from '../../src-shared/trainer-messages.ts';
import { addTrainCommand } from '../cli/train-command.ts';

type Settled = Pick<TrainingDefinition, 'goal' | 'quality' | 'base' | 'advanced'>;

/** All settings that apply, with their values. What a base fixes is left out; `accelerated`: on more than the CPU. */
export function effectiveSettings(definition: Settled, accelerated: boolean): AdvancedSettings {
  const recipe = recipeOf(definition);
  const { advanced } = definition;
  const level: AdvancedSettings = { ...standardSettings[recipe], ...levelOf(recipe, definition.quality, accelerated), ...advanced, ...(recipe === 'relight' || recipe === 'cut' || recipe === 'cyclegan' ? { method: recipe } : {}) };
  const fixed = new Set<AdvancedName>(definition.base === null ? [] : [...settingsOfBase, ...(advanced.scale === undefined ? (['scale'] as const) : [])]);
  const named = settingsOf[recipe].filter((name) => !fixed.has(name) && level[name] !== undefined);
  const settings = Object.fromEntries(named.map((name) => [name, level[name]])) as AdvancedSettings;
  return recipe === 'relight' ? { ...settings, ...asRelighterTakes(settings) } : settings;
}

/** Its sizes are multiples of 16 from 64, its widths of 4. */
function asRelighterTakes({ size = 0, width }: AdvancedSettings): AdvancedSettings {
  return { size: Math.max(64, 16 * Math.round(size / 16)), ...(width === undefined ? {} : { width: 4 * Math.ceil(width / 4) }) };
}

const flags = {
  size: '--size',
  width: '--width',
  steps: '--steps',
  batch: '--batch',
  learningRate: '--learning-rate',
  seed: '--seed',
  identity: '--identity',
  cycle: '--cycle',
  contrast: '--contrast',
  augment: '--augment',
  upsampling: '--upsampling',
  scale: '--scale',
  restore: '--restore',
  adversarial: '--adversarial',
  threads: '--threads',
  checkpointSeconds: '--checkpoint-seconds',
  checkpointSteps: '--checkpoint-steps',
} as const satisfies Partial<Record<AdvancedName, string>>;

/** The method is the name of the command. */
const flagOf = (name: Exclude<AdvancedName, 'method'>, recipe: StudioRecipe): string => (name === 'depth' ? (recipe === 'super-resolution' ? '--depth' : '--blocks') : flags[name]);

/** `excludeFrom` is a file with the definition's excluded files, where there are any. */
export type Surrounding = { readonly accelerated: boolean; readonly out: string; readonly excludeFrom: string | null };

/** The words after `imago train`. */
export function trainArguments(definition: TrainingDefinition, { accelerated, out, excludeFrom }: Surrounding): string[] {
  const recipe = recipeOf(definition);
  const { a, b, base, device } = definition;
  const [nameA, nameB] = recipe === 'relight' ? ['--day', '--night'] : ['--a', '--b'];
  const folders = b !== null && definition.goal === 'translate' ? [nameA!, a, nameB!, b] : ['--data', a];
  const settings = Object.entries(effectiveSettings(definition, accelerated)) as [AdvancedName, number | string | boolean][];
  const options = settings.flatMap(([name, value]) => (name === 'method' || value === false ? [] : value === true ? [flagOf(name, recipe)] : [flagOf(name, recipe), String(value)]));
  return [recipe, ...folders, '--out', out, ...(base === null ? [] : ['--base', base]), ...(excludeFrom === null ? [] : ['--exclude-from', excludeFrom]), ...options, '--device', device];
}

/** What `imago train` would do with these words. */
export async function requestFrom(words: readonly string[]): Promise<Result<TrainRequest>> {
  const program = new Command('imago').exitOverride().configureOutput({ writeErr: () => undefined, writeOut: () => undefined });
  const requests: TrainRequest[] = [];
  // The words say all that depends on the device.
  addTrainCommand(program, (request) => Promise.resolve(void requests.push(request)), () => Promise.resolve('cpu'));
  try {
    await program.parseAsync(['train', ...words], { from: 'user' });
  } catch (error) {
    return failWith(failure('bad-request', error instanceof Error ? error.message : String(error), { reason: 'setting-wrong', advice: 'Change the setting.' }));
  }
  return succeed(requests[0]!);
}

/** A line for the platform's shell. */
export function shellLine(words: readonly string[], platform: NodeJS.Platform = process.platform): string {
  const quote = platform === 'win32' ? (word: string) => `"${word.replaceAll('"', '""')}"` : (word: string) => `'${word.replaceAll("'", "'\\''")}'`;
  return words.map((word) => (/^[\w./:=@%+-]+$/.test(word) ? word : quote(word))).join(' ');
}
