/**
 * @file How long a recipe will take and how large its result will be. Pure.
 *
 * A pace is milliseconds per megapixel that goes in, as measured on this machine for a ladder of devices and a list of steps.
 */
import { type DeviceLadder, devicesOn } from '../../src-shared/device.ts';
import { findOperation } from '../../src-shared/operations/registry.ts';
import type { Recipe } from '../../src-shared/recipe.ts';

export type Size = { readonly width: number; readonly height: number };
export type Steps = Recipe['steps'];
export type Paces = Readonly<Record<string, number>>;

/** As many as are kept; the ones measured longest ago leave first. */
const pacesKept = 100;
/** How much a new measurement counts beside those before it. */
const weightOfNew = 0.5;

function paceKey(ladder: DeviceLadder, steps: Steps): string {
  return `${devicesOn(ladder).join('+')} ${steps.map(stepKey).join(' > ')}`;
}

function stepKey({ operation, parameters }: Steps[number]): string {
  // How much of something is wanted costs no time.
  const declared = Object.entries(findOperation(operation)?.parameters ?? {}).flatMap(([name, { kind }]) => (kind === 'range' ? [] : [name]));
  return [operation, ...declared.map((name) => `${name}=${parameters[name] ?? ''}`)].join(' ');
}

/** Result pixels per picture pixel and side. */
export const scaleOfAll = (steps: Steps): number => steps.reduce((product, { parameters }) => product * Number(parameters['scale'] ?? 1), 1);

export function resultSize(source: Size, steps: Steps): Size {
  const scale = scaleOfAll(steps);
  return { width: source.width * scale, height: source.height * scale };
}

const megapixels = ({ width, height }: Size): number => (width * height) / 1e6;

/** The pace of a whole recipe, measured as such or put together from its steps; undefined where one was never measured. */
export function paceOf(steps: Steps, ladder: DeviceLadder, paces: Paces): number | undefined {
  let total = 0;
  for (const [index, step] of steps.entries()) {
    const pace = paces[paceKey(ladder, [step])];
    if (pace === undefined) return paces[paceKey(ladder, steps)];
    total += pace * megapixels(resultSize({ width: 1000, height: 1000 }, steps.slice(0, index)));
  }
  return total;
}

/** Milliseconds for the steps after the first `finished`, whose results are there. */
export function estimateDuration(source: Size, steps: Steps, finished: number, ladder: DeviceLadder, paces: Paces): number | undefined {
  const pace = paceOf(steps.slice(finished), ladder, paces);
  return pace === undefined ? undefined : pace * megapixels(resultSize(source, steps.slice(0, finished)));
}

/** `input` is what went in, after any shrinking. */
export function learnPace(paces: Paces, ladder: DeviceLadder, steps: Steps, input: Size, durationMs: number): Paces {
  const key = paceKey(ladder, steps);
  const measured = durationMs / megapixels(input);
  const { [key]: before = measured, ...others } = paces;
  const entries = Object.entries(others).slice(1 - pacesKept);
  return Object.fromEntries([...entries, [key, before + (measured - before) * weightOfNew]]);
}
