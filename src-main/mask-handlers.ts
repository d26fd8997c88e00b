/** @file What the renderer's calls about masks do. Main process. */
import { dialog } from 'electron';
import { basename, extname, join } from 'node:path';
import { failure } from '../src-shared/failure.ts';
import { readableExtensions } from '../src-shared/image.ts';
import type { maskCallSchemas } from '../src-shared/mask-calls.ts';
import { namedMask } from '../src-shared/mask/file-path.ts';
import { failWith, succeed } from '../src-shared/result.ts';
import { t } from './desk/words.ts';
import type { Desk } from './desk.ts';
import type { Handlers } from './ipc.ts';
import { folderFor } from './save-dialog.ts';

const notOpen = failWith(failure('bad-request', 'The picture is not open.'));

export function createMaskHandlers({ pictures, engine, window }: Desk): Pick<Handlers, keyof typeof maskCallSchemas> {
  return {
    'mask:select': async ({ pictureId, selection }) => {
      const picture = pictures.findOpen(pictureId);
      return picture ? engine.call('select-mask', { raster: picture.source.raster, selection }) : notOpen;
    },
    'mask:choose-file': async () => {
      const { canceled, filePaths } = await dialog.showOpenDialog(window(), {
        title: t('openMask'),
        properties: ['openFile'],
        filters: [{ name: t('pictures'), extensions: readableExtensions.flatMap((it) => [it, it.toUpperCase()]) }],
      });
      return canceled ? null : (filePaths[0] ?? null);
    },
    'mask:export': async ({ pictureId, mask }) => {
      const picture = pictures.findOpen(pictureId);
      if (!picture) return notOpen;
      const name = basename(picture.name, extname(picture.name));
      const { canceled, filePath } = await dialog.showSaveDialog(window(), {
        title: t('saveMask'),
        defaultPath: join(folderFor(picture.path), `${name}-mask.png`),
        filters: [{ name: 'PNG', extensions: ['png'] }],
        properties: ['showOverwriteConfirmation', 'createDirectory'],
      });
      if (canceled || !filePath) return succeed(null);
      const written = await engine.call('export-mask', { raster: picture.source.raster, mask: namedMask(mask, picture.name), target: { path: filePath, format: 'png', overwrite: true } });
      return written.ok ? succeed(filePath) : written;
    },
  };
}
