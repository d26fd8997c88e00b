/** @file The pictures on a model's card: a few before and after, in `card/` of its package, and their addresses. Runs in main and the command line. */
import { copyFile, mkdir, readdir } from 'node:fs/promises';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { modelIdSchema, type ModelPreview } from '../../src-shared/model.ts';
import type { InstalledModel } from './find-models.ts';

/** Pairs that a card shows. */
const mostOnCard = 4;

const cardFolder = 'card';
const pattern = /^(\d)-(before|after)\.webp$/;
const nameOf = (index: number, which: keyof ModelPreview): string => `${index}-${which}.webp`;

/** Copies files into the package in `folder`, under names that tell nothing of where they come from. */
export async function writeCardPictures(folder: string, pairs: readonly ModelPreview[]): Promise<void> {
  if (pairs.length === 0) return;
  await mkdir(join(folder, cardFolder), { recursive: true });
  for (const [index, pair] of pairs.slice(0, mostOnCard).entries()) for (const which of ['before', 'after'] as const) await copyFile(pair[which], join(folder, cardFolder, nameOf(index, which)));
}

/** Addresses of whole pairs; none for a package without. */
export async function cardPictures({ id, folder }: { readonly id: string } & Pick<InstalledModel, 'folder'>): Promise<ModelPreview[]> {
  const names = new Set(await readdir(join(folder, cardFolder)).catch(() => []));
  const address = (name: string) => `imago://model/${id}/${name}`;
  return Array.from({ length: mostOnCard }, (_, index) => ({ before: nameOf(index, 'before'), after: nameOf(index, 'after') })).flatMap(({ before, after }) =>
    names.has(before) && names.has(after) ? [{ before: address(before), after: address(after) }] : [],
  );
}

/** Null for whatever is no picture of a card. */
export function fileOfModelAddress(pathname: string, directories: readonly string[]): string | null {
  const [, id = '', name = ''] = /^\/([^/]+)\/([^/]+)$/.exec(pathname) ?? [];
  if (!modelIdSchema.safeParse(id).success || !pattern.test(name)) return null;
  return directories.map((directory) => join(directory, id, cardFolder, name)).find((file) => existsSync(file)) ?? null;
}
