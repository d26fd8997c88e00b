/** @file Addresses of the studio's pictures, and which file each stands for; used by main. */
import { join } from 'node:path';
import { isPreviewFile } from '../../src-shared/preview-files.ts';

const trainingHost = 'training';

/** `path` is that of `previewFile`. */
export const previewAddress = (trainingId: string, path: string): string => `imago://${trainingHost}/${trainingId}/${path}`;
export const thumbnailAddress = (examinationId: string, name: string): string => `imago://${trainingHost}/${examinationId}/doctor/${name}`;

type Folders = { readonly trainings: string; /** Of the examinations' thumbnails, a folder each. */ readonly examinations: string };

const pattern = /^\/([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})\/(.+)$/;

/** Null for whatever is no picture of ours. */
export function fileOfAddress(pathname: string, { trainings, examinations }: Folders): string | null {
  const [, id, rest] = pattern.exec(pathname) ?? [];
  if (id === undefined || rest === undefined) return null;
  if (isPreviewFile(rest)) return join(trainings, id, rest);
  const [, name] = /^doctor\/(\d{1,4}\.webp)$/.exec(rest) ?? [];
  return name === undefined ? null : join(examinations, id, name);
}
