/** @file The dataset doctor for the studio: the full examination, with small pictures of what it found; trainer process. */
import { basename, join } from 'node:path';
import type { DoctorReport } from '../../../src-shared/doctor.ts';
import { type Result, succeed } from '../../../src-shared/result.ts';
import type { ExamineRequest } from '../../../src-shared/trainer-messages.ts';
import { readSmallPicture, writeSmallPicture } from '../../image-io/small-picture.ts';
import { spread } from '../run/middle-crops.ts';
import { examineDataset } from './examine-dataset.ts';
import { knownLooksFolder } from './known-looks.ts';
import { reportInFiles } from './studio-report.ts';

/** Long side in pixels, at twice the size at which they are shown. */
const thumbnailSide = 240;
/** Usable pictures that stand for a folder. */
const shownOfFolder = 8;

type Telling = { readonly signal: AbortSignal; readonly onProgress: (done: number, total: number) => void };

/** Thumbnails in the report are names of files in the request's folder. */
export async function examineForStudio({ a, b, excluded, smallestSide, thumbnails }: ExamineRequest, { signal, onProgress }: Telling): Promise<Result<DoctorReport>> {
  const usable = new Map<string, readonly string[]>();
  const examined = await examineDataset({ a, ...(b === null ? {} : { b }), excluded, smallestSide, signal, onProgress, knownLooks: knownLooksFolder(), onUsable: (folder, paths) => void usable.set(folder, paths) });
  if (!examined.ok) return examined;
  const report = reportInFiles(examined.value, smallestSide);
  const made = new Map<string, string | null>();
  const thumbnail = async (path: string): Promise<string | null> => {
    const known = made.get(path);
    if (known !== undefined) return known;
    const name = `${made.size}.webp`;
    made.set(path, null);
    const small = await readSmallPicture(path, thumbnailSide);
    if (small) await writeSmallPicture(join(thumbnails, name), small);
    made.set(path, small && name);
    return small && name;
  };
  const shown = async (folder: string) => (await Promise.all(spread(usable.get(folder) ?? [], shownOfFolder).map(thumbnail))).filter((name) => name !== null);
  const findings: DoctorReport['findings'] = [];
  for (const { files, ...finding } of report.findings) {
    const examples: DoctorReport['findings'][number]['examples'] = [];
    for (const { path, group, readable } of files) examples.push({ name: basename(path), thumbnail: readable ? await thumbnail(path) : null, group });
    findings.push({ ...finding, values: { ...finding.values }, exclude: [...finding.exclude], examples });
  }
  return succeed({
    a: { ...report.a, thumbnails: await shown(a) },
    b: report.b && b !== null ? { ...report.b, thumbnails: await shown(b) } : null,
    findings,
    canTrain: report.canTrain,
  });
}
