/** @file What a batch would do, without doing it: how many pictures, which names, how much room. Used by main and the command line. */
import { stat, statfs } from 'node:fs/promises';
import { basename, dirname, extname, join } from 'node:path';
import type { BatchDefinition, DryRun } from '../../src-shared/batch.ts';
import { batchFileName, writtenFormat } from '../../src-shared/batch-name.ts';
import { extensionsByFormat, type ImageFormat, type WritableFormat } from '../../src-shared/image.ts';
import { listInputs } from './list-inputs.ts';

const samplesShown = 200;
/** Bytes of a result per byte of input and pixel, by format against the input's: lossless files grow. */
const growth: Record<WritableFormat, number> = { png: 4, tiff: 6, jpeg: 1.2, webp: 1, avif: 0.8 };

/** The formats are told from the names alone, so that 100,000 files are not opened. */
export async function dryRun({ inputs, output, recipe }: BatchDefinition, now: Date): Promise<DryRun> {
  const scale = recipe.steps.reduce((product, { parameters }) => product * (typeof parameters['scale'] === 'number' ? parameters['scale'] : 1), 1);
  const seen = new Set<string>();
  const names = new Set<string>();
  const samples: { input: string; output: string; exists: boolean }[] = [];
  const problems: DryRun['problems'][number][] = [];
  let [inputBytes, outputBytes, existing, sameName] = [0, 0, 0, 0];
  for await (const listed of listInputs({ inputs, output })) {
    if (listed.problem) problems.push(listed.problem);
    for (const { input, subfolder } of listed.inputs) {
      if (seen.has(input)) continue;
      const index = seen.size;
      seen.add(input);
      const format = writtenFormat(output.format, formatByName(input));
      const path = join(output.folder, subfolder, batchFileName(output.name, { fileName: basename(input), recipe, format, index, date: now }));
      const shared = names.has(path.toLowerCase());
      names.add(path.toLowerCase());
      const [bytes, taken] = await Promise.all([sizeOf(input), sizeOf(path)]);
      inputBytes += bytes ?? 0;
      outputBytes += (bytes ?? 0) * scale ** 2 * (format === formatByName(input) ? 1.1 : growth[format]);
      if (taken !== null) existing += 1;
      if (shared) sameName += 1;
      if (samples.length < samplesShown) samples.push({ input, output: path, exists: taken !== null });
    }
  }
  return { pictures: seen.size, inputBytes, outputBytes: Math.round(outputBytes), freeBytes: await freeBytes(output.folder), existing, sameName, samples, problems };
}

function formatByName(path: string): ImageFormat {
  const ending = extname(path).slice(1).toLowerCase();
  const known = (Object.keys(extensionsByFormat) as WritableFormat[]).find((format) => extensionsByFormat[format].includes(ending));
  return known ?? (ending === 'jpe' ? 'jpeg' : 'gif');
}

const sizeOf = (path: string): Promise<number | null> =>
  stat(path).then(
    (it) => it.size,
    () => null,
  );

/** Of the folder, or of the nearest one above that is there. */
async function freeBytes(folder: string): Promise<number | null> {
  try {
    const { bavail, bsize } = await statfs(folder);
    return bavail * bsize;
  } catch {
    return dirname(folder) === folder ? null : freeBytes(dirname(folder));
  }
}
