/** @file What a result is called: `<name>-<step>.<ending>` in the input's place below the output folder. Pure; command line. */
import { extname, join, parse } from 'node:path';
import { extensionsByFormat, type ImageFormat, type WritableFormat } from '../../src-shared/image.ts';
import type { Input } from './collect-inputs.ts';

export type ChosenFormat = { readonly format: WritableFormat; readonly note?: string };

/** `keep` keeps the format of the content, whatever the name says; what cannot be written becomes PNG. */
export function chooseFormat(asked: WritableFormat | 'keep', input: ImageFormat): ChosenFormat {
  if (asked !== 'keep') return { format: asked };
  if (input === 'gif' || input === 'svg') return { format: 'png', note: `${input.toUpperCase()} cannot be written: the result is a PNG.` };
  return { format: input };
}

export type OutputNames = (input: Input, step: string, format: WritableFormat) => string;

/** Never gives one path twice: where a.jpg and a.png both become PNG, the second is `a-2x (2).png`. */
export function createOutputNames(folder: string): OutputNames {
  // Some file systems do not tell A from a.
  const taken = new Set<string>();
  return ({ path, subfolder }, step, format) => {
    const { name } = parse(path);
    const ending = fittingEnding(path, format);
    for (let count = 1; ; count += 1) {
      const output = join(folder, subfolder, `${name}-${step}${count === 1 ? '' : ` (${count})`}.${ending}`);
      if (taken.has(output.toLowerCase())) continue;
      taken.add(output.toLowerCase());
      return output;
    }
  };
}

/** The input's own spelling, such as `jpeg`, where it names the format. */
function fittingEnding(path: string, format: WritableFormat): string {
  const own = extname(path).slice(1).toLowerCase();
  return extensionsByFormat[format].includes(own) ? own : extensionsByFormat[format][0];
}
