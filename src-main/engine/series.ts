/** @file What the pictures of a series have in common: the first one, and how each is brought to its exposure. Runs in the engine. */
import { stat } from 'node:fs/promises';
import { join } from 'node:path';
import { type Note, note, problemValues } from '../../src-shared/note.ts';
import type { Failure } from '../../src-shared/failure.ts';
import { type Result, succeed } from '../../src-shared/result.ts';
import { decodeImage } from '../image-io/decode.ts';
import { matchingExposure, tonesOf } from './match-exposure.ts';
import type { Memory } from './memory.ts';
import type { WholePicture } from './steps/step.ts';
import { readSmall, type SmallNeeds, type SmallPicture } from './whole-picture.ts';

/** The picture that a series goes by, decoded when a step first asks for it. */
export type Reference = Pick<WholePicture, 'key' | 'raster'>;

/** `source` is the raster of `input`, for the first picture of a series goes by itself. */
export async function referencePicture(path: string, { input, source, scratch, signal }: { readonly input: unknown; readonly source: string; readonly scratch: string; readonly signal: AbortSignal }): Promise<Reference> {
  const stamp = await stat(path).then(({ size, mtimeMs }) => [size, mtimeMs], () => null);
  let decoded: Promise<Result<string>> | undefined;
  const decode = async (): Promise<Result<string>> => {
    if (path === input) return succeed(source);
    const raster = join(scratch, 'reference');
    const made = await decodeImage(path, raster, { signal });
    return made.ok ? succeed(raster) : made;
  };
  return { key: JSON.stringify([path, stamp]), raster: () => (decoded ??= decode()) };
}

export type InSeries = {
  /** What stored values are multiplied by; 1 for a picture of no series. */
  readonly exposure: number;
  /** The first picture made small; absent where the picture stands for itself. */
  readonly first?: { readonly key: string; readonly small: () => Promise<Result<SmallPicture>> };
  /** Sentences for the user. */
  readonly notes: readonly Note[];
};

/** See [Note: Series]. Where the first picture cannot be read, the picture stands for itself. `memory` spares decoding it for each of the others. */
export async function placeInSeries({ reference }: WholePicture, own: SmallPicture, needs: SmallNeeds, memory: Memory): Promise<InSeries> {
  if (!reference) return { exposure: 1, notes: [] };
  const key = JSON.stringify([reference.key, needs]);
  const small = async (): Promise<Result<SmallPicture>> => {
    const raster = await reference.raster();
    return raster.ok ? succeed(await readSmall(raster.value, needs)) : raster;
  };
  const tones = await memory.get(JSON.stringify(['tones', key]), async () => {
    const first = await small();
    return first.ok ? succeed(tonesOf(first.value)) : first;
  });
  if (!tones.ok) return { exposure: 1, notes: [unmatched(tones.error)] };
  return { exposure: matchingExposure(tonesOf(own), tones.value), first: { key, small }, notes: [] };
}

const unmatched = (failed: Failure): Note => note('series-unmatched', problemValues(failed));
