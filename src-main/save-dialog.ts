/** @file Asks where results and working files go, never over a source without asking once more. Main process. */
import { type BrowserWindow, app, dialog } from 'electron';
import { basename, dirname, isAbsolute, join, relative, resolve } from 'node:path';
import { formatLabels } from '../src-shared/format-labels.ts';
import { extensionsByFormat, type WritableFormat, writableFormats } from '../src-shared/image.ts';
import { resultPathAndFormat } from './desk/result-name.ts';
import { t } from './desk/words.ts';
import { samplesFolder } from './places.ts';

type SaveQuestion = {
  readonly source: string;
  /** What the result is to be called, without an ending. */
  readonly fileName: string;
  readonly format: WritableFormat;
};

/** The chosen path, its existing file to be overwritten; null where the user thought better of it. */
export async function askWhereToSave(window: BrowserWindow, { source, fileName, format }: SaveQuestion) {
  const others = writableFormats.filter((it) => it !== format);
  const { canceled, filePath } = await dialog.showSaveDialog(window, {
    title: t('saveAs'),
    defaultPath: join(folderFor(source), `${fileName}.${extensionsByFormat[format][0]}`),
    filters: [format, ...others].map((it) => ({ name: formatLabels[it], extensions: [...extensionsByFormat[it]] })),
    properties: ['showOverwriteConfirmation', 'createDirectory'],
  });
  if (canceled || !filePath) return null;
  const chosen = resultPathAndFormat(filePath, format);
  if (resolve(chosen.path) === resolve(source) && !(await confirmOverSource(window, source))) return null;
  return chosen;
}

/** The folder to export to; null where the user thought better of it. */
export async function askWhereToExport(window: BrowserWindow, start: string): Promise<string | null> {
  const { canceled, filePaths } = await dialog.showOpenDialog(window, {
    title: t('exportTo'),
    buttonLabel: t('export'),
    defaultPath: start,
    properties: ['openDirectory', 'createDirectory'],
  });
  return canceled ? null : (filePaths[0] ?? null);
}

/** Undefined where the user thought better of it. */
export async function askForWorkFolder(window: BrowserWindow, start: string): Promise<string | undefined> {
  const { canceled, filePaths } = await dialog.showOpenDialog(window, { title: t('chooseWorkFolder'), defaultPath: start, properties: ['openDirectory', 'createDirectory'] });
  return canceled ? undefined : filePaths[0];
}

/** Beside the source, but for samples and pasted pictures, which lie where nobody looks. */
export const folderFor = (source: string): string =>
  isInside(source, samplesFolder) || isInside(source, app.getPath('userData')) ? app.getPath('pictures') : dirname(source);

async function confirmOverSource(window: BrowserWindow, source: string): Promise<boolean> {
  const { response } = await dialog.showMessageBox(window, {
    type: 'warning',
    message: t('replace', { name: basename(source) }),
    detail: t('replaceStory'),
    buttons: [t('replaceIt'), t('cancel')],
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
