/** @file What the renderer's calls about masks do. Main process. */
import { dialog } from 'electron';
import { basename, extname, join } from 'node:path';
import { failure } from '../src-shared/failure.ts';
import { readableExtensions } from '../src-shared/image.ts';
import type { maskCallSchemas } from '../src-shared/mask-calls.ts';
import { namedMask, namedRule } from '../src-shared/mask/file-path.ts';
import type { Recipe } from '../src-shared/recipe.ts';
import { failWith, succeed } from '../src-shared/result.ts';
import type { OpenPicture } from './desk/pictures.ts';
import { t } from './desk/words.ts';
import type { Desk } from './desk.ts';
import type { Handlers } from './ipc.ts';
import { folderFor } from './save-dialog.ts';

const notOpen = failWith(failure('bad-request', 'The picture is not open.', { reason: 'picture-not-open' }));

export function createMaskHandlers({ pictures, engine, selections, results, window }: Desk): Pick<Handlers, keyof typeof maskCallSchemas> {
  let selecting = new AbortController();

  /** What a step gets, where it is there; else the picture as it was opened. */
  async function useAfter(picture: OpenPicture, before: Recipe | null): Promise<OpenPicture['source']['use']> {
    const key = before && (await results.keys(picture, before)).at(-1);
    const stage = key ? await results.find(key) : null;
    return stage ? (task) => task(results.raster(stage.id)) : picture.source.use;
  }

  return {
    'mask:select': async ({ pictureId, selection }) => {
      const picture = pictures.findOpen(pictureId);
      if (!picture) return notOpen;
      selecting.abort();
      selecting = new AbortController();
      const { signal } = selecting;
      return picture.source.use((raster) => selections.call('select-mask', { raster, selection }, { signal }));
    },
    'mask:cancel-select': () => {
      selecting.abort();
      return null;
    },
    'mask:apply-rule': async ({ pictureId, rule, before }) => {
      const picture = pictures.findOpen(pictureId);
      if (!picture) return notOpen;
      const use = await useAfter(picture, before);
      return use((raster) => selections.call('apply-mask-rule', { raster, rule: namedRule(rule, picture.name) }));
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
      const written = await picture.source.use((raster) => engine.call('export-mask', { raster, mask: namedMask(mask, picture.name), target: { path: filePath, format: 'png', overwrite: true } }));
      return written.ok ? succeed(filePath) : written;
    },
  };
}
