/** @file What a batch would do, without doing it: how many pictures, which names, how much room. Used by main and the command line. */
import { stat, statfs } from 'node:fs/promises';
import { basename, dirname, extname, join, resolve } from 'node:path';
import type { BatchDefinition, DryRun, InputProblem, PlannedItem } from '../../src-shared/batch.ts';
import { batchFileName, writtenFormat } from '../../src-shared/batch-name.ts';
import { extensionsByFormat, type ImageFormat, type WritableFormat } from '../../src-shared/image.ts';
import type { Resize } from '../../src-shared/resize.ts';
import { type ChosenName, chooseName, exists, isSameFile } from './choose-name.ts';
import { listInputs } from './list-inputs.ts';

const samplesShown = 200;
/** Bytes of a result per byte of input and pixel, by format against the input's: lossless files grow. */
const growth: Record<WritableFormat, number> = { png: 4, tiff: 6, jpeg: 1.2, webp: 1, avif: 0.8 };
const fates = { free: 'make', replaced: 'replace', skipped: 'leave-out', taken: 'ask' } as const satisfies Record<ChosenName['kind'], PlannedItem['fate']>;

/**
 * Names are chosen as a batch chooses them, once all inputs are known. The formats are told from the names alone, so that
 * 100,000 files are not opened. `onPlanned` is told of every input.
 */
export async function dryRun({ inputs, output, recipe }: BatchDefinition, now: Date, onPlanned: (item: PlannedItem) => void = () => undefined): Promise<DryRun> {
  const { found, problems } = await listAll({ inputs, output });
  const pixelsAPixel = scaleOf(recipe) ** 2 * shareOf(output.resize);
  const claimed = new Set<string>();
  const samples: PlannedItem[] = [];
  let [inputBytes, outputBytes, existing, sameName, index] = [0, 0, 0, 0, 0];
  for (const [input, subfolder] of found) {
    const format = writtenFormat(output.format, formatByName(input));
    const wanted = join(output.folder, subfolder, batchFileName(output.name, { fileName: basename(input), recipe, format, index, date: now }));
    const chosen = await chooseName(wanted, output.existing, {
      isInput: (path) => found.has(resolve(path)) || isSameFile(path, input),
      isClaimed: (path) => claimed.has(path.toLowerCase()),
      isThere: exists,
    });
    const item: PlannedItem = { input, output: chosen?.output ?? wanted, fate: chosen ? fates[chosen.kind] : 'leave-out' };
    const bytes = await sizeOf(input);
    inputBytes += bytes;
    if (item.fate !== 'leave-out') outputBytes += bytes * pixelsAPixel * (format === formatByName(input) ? 1.1 : growth[format]);
    const isNumbered = item.output !== wanted;
    if (item.fate !== 'make' || (isNumbered && output.existing === 'rename' && !claimed.has(wanted.toLowerCase()))) existing += 1;
    else if (isNumbered) sameName += 1;
    if (item.fate === 'make' || item.fate === 'replace') claimed.add(item.output.toLowerCase());
    if (samples.length < samplesShown) samples.push(item);
    onPlanned(item);
    index += 1;
  }
  return { pictures: found.size, inputBytes, outputBytes: Math.round(outputBytes), freeBytes: await freeBytes(output.folder), existing, sameName, samples, problems };
}

/** Subfolders by input, in the order of the batch. */
async function listAll(wanted: Pick<BatchDefinition, 'inputs' | 'output'>) {
  const found = new Map<string, string>();
  const problems: InputProblem[] = [];
  for await (const listed of listInputs(wanted)) {
    if (listed.problem) problems.push(listed.problem);
    for (const { input, subfolder } of listed.inputs) if (!found.has(input)) found.set(input, subfolder);
  }
  return { found, problems };
}

const scaleOf = ({ steps }: BatchDefinition['recipe']): number => steps.reduce((product, { parameters }) => product * (typeof parameters['scale'] === 'number' ? parameters['scale'] : 1), 1);
/** Of the result's pixels; that of a wanted side is not known before the pictures are opened. */
const shareOf = (resize: Resize | undefined): number => (resize?.by === 'percent' ? (resize.percent / 100) ** 2 : 1);

function formatByName(path: string): ImageFormat {
  const ending = extname(path).slice(1).toLowerCase();
  const known = (Object.keys(extensionsByFormat) as WritableFormat[]).find((format) => extensionsByFormat[format].includes(ending));
  return known ?? (ending === 'jpe' ? 'jpeg' : 'gif');
}

const sizeOf = (path: string): Promise<number> =>
  stat(path).then(
    (it) => it.size,
    () => 0,
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
