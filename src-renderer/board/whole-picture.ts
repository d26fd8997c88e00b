/** @file How long a setting of the board would take for the whole picture, from what its region took. Pure. */
import type { Preview } from '../../src-shared/ipc.ts';

/** Milliseconds. Only the time in the network grows with the pixels. */
export function wholePictureMs({ region, details }: Pick<Preview, 'region' | 'details'>, source: { readonly width: number; readonly height: number }): number {
  return (details.networkMs * source.width * source.height) / (region.width * region.height);
}
