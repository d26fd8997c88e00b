/** @file Previews of a run: the held-out pictures and what the networks make of them, one file each; trainer process. */
import { mkdir } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { previewFile, type PreviewRowName } from '../../../src-shared/preview-files.ts';
import { failWith, type Result, succeed } from '../../../src-shared/result.ts';
import type { TrainingEvent } from '../../../src-shared/trainer-messages.ts';
import { isWriteError, writeFailure } from '../../image-io/file-failure.ts';
import { writeSmallPicture } from '../../image-io/small-picture.ts';
import { colours, type Picture } from '../data/picture.ts';
import { heatOverlay, type HeatMap } from './heat-map.ts';

export type PreviewRows = Readonly<Partial<Record<Exclude<PreviewRowName, 'heat'>, readonly Picture[]>>> & { readonly heat?: readonly HeatMap[] };

/** `what` is a word of small letters: 'ab', 'enlarged'; `names` are those of the looks by which the pictures were made. */
export type ShowPreview = (step: number, what: string, rows: PreviewRows, names?: readonly string[]) => Promise<Result<null>>;

/** `out` is the run's folder. */
export function previewsIn(out: string, onEvent: (event: TrainingEvent) => void): ShowPreview {
  return async (step, what, rows, names) => {
    const told: { row: PreviewRowName; count: number }[] = [];
    for (const [row, pictures] of Object.entries(rows) as [PreviewRowName, readonly (Picture | HeatMap)[]][]) {
      for (const [index, picture] of pictures.entries()) {
        const path = join(out, previewFile({ step, what, row, index }));
        try {
          await mkdir(dirname(path), { recursive: true });
          await writeSmallPicture(path, 'fake' in picture ? heatOverlay(picture) : { ...picture, channels: colours });
        } catch (error) {
          if (isWriteError(error)) return failWith(writeFailure(path, error));
          throw error;
        }
      }
      told.push({ row, count: pictures.length });
    }
    onEvent({ event: 'previewed', step, what, rows: told, ...(names ? { names: [...names] } : {}) });
    return succeed(null);
  };
}
