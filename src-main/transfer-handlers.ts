/** @file What the renderer's calls do that hand pictures to other programs and take them from there: drag, clipboard, notification. Main process. */
import { type NativeImage, Notification, nativeImage } from 'electron';
import { randomUUID } from 'node:crypto';
import { existsSync } from 'node:fs';
import { access, mkdir, rm, writeFile } from 'node:fs/promises';
import { isAbsolute, join } from 'node:path';
import { failure } from '../src-shared/failure.ts';
import { extensionsByFormat } from '../src-shared/image.ts';
import { type Result, failWith, succeed } from '../src-shared/result.ts';
import type { SaveCall, SaveCallAnswer } from '../src-shared/save-calls.ts';
import { readClipboardFormat, readClipboardPng, readClipboardText, writeClipboardPng, writeClipboardText } from './clipboard.ts';
import { filesOnClipboard, pathOfUrl } from './desk/clipboard-files.ts';
import { createSerial } from '../src-shared/serial.ts';
import { bitmapOf, smallestTile } from './desk/thumbnail.ts';
import { type Desk, openPictures } from './desk.ts';
import { type Handlers, tell } from './ipc.ts';
import { fileNameOf, findResult, madeBy } from './save-handlers.ts';

type TransferHandlers = Pick<Handlers, 'result:prepare-drag' | 'result:drag' | 'result:copy' | 'clipboard:paste' | 'clipboard:copy-text' | 'picture:copy-path' | 'notification:show'>;

/** A clipboard holds bare pixels, and Chromium makes them on the main process' thread. */
const largestCopyMegapixels = 32;
const iconSide = 96;

export function createTransferHandlers(desk: Desk): TransferHandlers {
  const { pictures, results, engine, window, folder } = desk;
  const oneAtATime = createSerial();
  let prepared: { readonly key: string; readonly stageId: string; readonly path: string; readonly icon: NativeImage } | undefined;
  let notification: Notification | undefined;
  let pasted = 0;

  async function prepareDrag({ result, options, name }: SaveCall<'result:prepare-drag'>): Promise<SaveCallAnswer['result:prepare-drag']> {
    const key = JSON.stringify([result.stageId, options, name, desk.settings.current().provenance]);
    if (prepared?.key === key && (await exists(prepared.path))) return succeed({ path: prepared.path });
    const found = await findResult(desk, result);
    if (!found.ok) return found;
    // Other programs may still read the file of an earlier drag, so each has a folder of its own.
    const own = folder.file(join('dragged', randomUUID()));
    await mkdir(own, { recursive: true });
    const path = join(own, `${fileNameOf(found.value, { options, name, number: 1, of: 1 })}.${extensionsByFormat[options.format][0]}`);
    const saved = await engine.call('save', { raster: found.value.raster, target: { ...options, ...madeBy(desk, result.recipe), path, overwrite: true } });
    if (!saved.ok) return saved;
    prepared = { key, stageId: result.stageId, path, icon: await iconOf(desk, result) };
    return succeed({ path });
  }

  /** At once, since the button may be let go meanwhile. */
  function drag({ stageId }: SaveCall<'result:drag'>): boolean {
    if (prepared?.stageId !== stageId || !existsSync(prepared.path)) return false;
    window().webContents.startDrag({ file: prepared.path, icon: prepared.icon });
    return true;
  }

  async function copy({ stageId, pyramid }: SaveCall<'result:copy'>): Promise<Result<null>> {
    const megapixels = (pyramid.width * pyramid.height) / 1e6;
    if (megapixels > largestCopyMegapixels)
      return failWith(
        failure('image-too-large', `The clipboard takes pictures up to ${largestCopyMegapixels} megapixels; this result has ${Math.ceil(megapixels)}.`, {
          advice: 'Drag it to the other program, or save it as a file.',
        }),
      );
    const path = folder.file(`${randomUUID()}.png`);
    const saved = await engine.call('save', { raster: results.raster(stageId), target: { path, format: 'png', profile: 'srgb', metadata: 'strip' } });
    if (!saved.ok) return saved;
    await writeClipboardPng(path);
    await rm(path, { force: true });
    return succeed(null);
  }

  async function paste(): Promise<Result<null>> {
    const files = await existing([...(await filesOnClipboard(process.platform, readClipboardFormat)), ...pathsInText(await readClipboardText())]);
    if (files.length > 0) {
      tell(window(), 'picture:added', await openPictures(desk, files));
      return succeed(null);
    }
    const png = await readClipboardPng();
    if (!png) return failWith(failure('bad-request', 'There is no picture on the clipboard.', { reason: 'clipboard-empty', advice: 'Copy a picture or picture files in another program, then paste here.' }));
    const own = folder.file('pasted');
    await mkdir(own, { recursive: true });
    do pasted += 1;
    while (await exists(join(own, `Pasted ${pasted}.png`)));
    const path = join(own, `Pasted ${pasted}.png`);
    await writeFile(path, png);
    tell(window(), 'picture:added', pictures.add([path]));
    return succeed(null);
  }

  return {
    'result:prepare-drag': (call) => oneAtATime(() => prepareDrag(call)),
    'result:drag': drag,
    'result:copy': copy,
    'clipboard:paste': () => oneAtATime(paste),
    'clipboard:copy-text': async ({ text }) => {
      await writeClipboardText(text);
      return null;
    },
    'picture:copy-path': async ({ pictureId }) => {
      const picture = pictures.find(pictureId);
      if (picture) await writeClipboardText(picture.path);
      return null;
    },
    'notification:show': ({ title, text, pictureId }) => {
      if (!Notification.isSupported()) return null;
      notification?.close();
      notification = new Notification({ title, body: text });
      notification.on('click', () => {
        if (window().isMinimized()) window().restore();
        window().show();
        window().focus();
        tell(window(), 'picture:show', { pictureId });
      });
      notification.show();
      return null;
    },
  };
}

const exists = (path: string): Promise<boolean> =>
  access(path).then(
    () => true,
    () => false,
  );

async function existing(paths: readonly string[]): Promise<string[]> {
  const there = await Promise.all(paths.map(exists));
  return [...new Set(paths.filter((_path, index) => there[index]))];
}

/** Paths and file addresses that were copied as words, a line each. */
const pathsInText = (text: string): string[] =>
  text.split(/\r?\n/).map((line) => line.trim()).flatMap((line) => (isAbsolute(line) ? [line] : pathOfUrl(line)));

async function iconOf({ tiles }: Desk, { stageId, pyramid }: SaveCall<'result:prepare-drag'>['result']): Promise<NativeImage> {
  const { level, width, height } = smallestTile(pyramid);
  const tile = await tiles.read({ id: stageId, level, column: 0, row: 0 });
  if (!tile) return nativeImage.createFromBitmap(Buffer.alloc(iconSide ** 2 * 4, 128), { width: iconSide, height: iconSide });
  const picture = nativeImage.createFromBitmap(bitmapOf(tile, { width, height }), { width, height });
  return picture.resize(width > height ? { width: Math.min(width, iconSide) } : { height: Math.min(height, iconSide) });
}
