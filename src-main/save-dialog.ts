/** @file Asks where a result goes, never over its source without asking once more. Main process. */
import { type BrowserWindow, app, dialog } from 'electron';
import { basename, isAbsolute, join, relative, resolve } from 'node:path';
import { extensionsByFormat, type WritableFormat } from '../src-shared/image.ts';
import type { Recipe } from '../src-shared/recipe.ts';
import { resultPathAndFormat, suggestedResultPath } from './desk/result-name.ts';
import { samplesFolder } from './places.ts';

const formatLabels: Record<WritableFormat, string> = { png: 'PNG', jpeg: 'JPEG', webp: 'WebP', tiff: 'TIFF', avif: 'AVIF' };

type SaveQuestion = { readonly source: string; readonly recipe: Recipe; readonly format: WritableFormat };

/** The chosen path, its existing file to be overwritten; null where the user thought better of it. */
export async function askWhereToSave(window: BrowserWindow, { source, recipe, format }: SaveQuestion) {
  const beside = suggestedResultPath(source, recipe, format);
  const others = (Object.keys(formatLabels) as WritableFormat[]).filter((it) => it !== format);
  const { canceled, filePath } = await dialog.showSaveDialog(window, {
    title: 'Save Result As',
    defaultPath: isInside(source, samplesFolder) ? join(app.getPath('pictures'), basename(beside)) : beside,
    filters: [format, ...others].map((it) => ({ name: formatLabels[it], extensions: [...extensionsByFormat[it]] })),
    properties: ['showOverwriteConfirmation', 'createDirectory'],
  });
  if (canceled || !filePath) return null;
  const chosen = resultPathAndFormat(filePath, format);
  if (resolve(chosen.path) === resolve(source) && !(await confirmOverSource(window, source))) return null;
  return chosen;
}

async function confirmOverSource(window: BrowserWindow, source: string): Promise<boolean> {
  const { response } = await dialog.showMessageBox(window, {
    type: 'warning',
    message: `Replace the original “${basename(source)}”?`,
    detail: 'The picture that you opened will be overwritten by the result. This cannot be undone.',
    buttons: ['Replace Original', 'Cancel'],
    defaultId: 1,
    cancelId: 1,
    noLink: true,
  });
  return response === 0;
}

function isInside(path: string, folder: string): boolean {
  const steps = relative(folder, path);
  return steps !== '' && !steps.startsWith('..') && !isAbsolute(steps);
}
