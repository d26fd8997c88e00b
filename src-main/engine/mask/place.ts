/** @file Which part of a picture the rasters of a run hold: all of it, or a region made smaller for a preview. Runs in the engine. */
import type { MaskFrame } from '../../../src-shared/mask/frame.ts';
import type { Region } from '../../../src-shared/region.ts';
import { type Result, succeed } from '../../../src-shared/result.ts';
import type { MaskNetworks } from './find-people.ts';

type Size = { readonly width: number; readonly height: number };

/** `region` is in pixels of the picture, of which `shrink` a side became one; it starts at multiples of `shrink`. */
export type Place = { readonly picture: Size; readonly region: Region; readonly shrink: number };

export const wholePlace = ({ width, height }: Size): Place => ({ picture: { width, height }, region: { x: 0, y: 0, width, height }, shrink: 1 });

/** The frame of a raster of this size, `scale` times the place's pixels a side. */
export function frameAt({ picture, region, shrink }: Place, scale: number, { width, height }: Size): MaskFrame {
  const unit = scale / shrink;
  return { x: region.x * unit, y: region.y * unit, width, height, across: picture.width * unit, down: picture.height * unit };
}

/** What a mask is resolved for. */
export type MaskPlace = {
  /** The grid of the picture's raster. */
  readonly frame: MaskFrame;
  /** Size of the whole picture that the step gets, before anything is made smaller for a preview. */
  readonly picture: { readonly width: number; readonly height: number };
  /** The picture's raster. */
  readonly raster: string;
  /** Path of the raster of the whole picture, which may be smaller; made now if need be. */
  readonly whole: () => Promise<Result<string>>;
  /** Remembers what was found in that picture; absent: it is looked at anew. */
  readonly remember?: (<T>(make: () => Promise<Result<T>>) => Promise<Result<T>>) | undefined;
  readonly networks: MaskNetworks;
  readonly scratch: string;
  readonly signal: AbortSignal;
};

/** For all of the picture that a raster holds. */
export const wholeMaskPlace = (raster: string, shape: Size, rest: Pick<MaskPlace, 'networks' | 'scratch' | 'signal'>): MaskPlace => ({
  ...rest,
  frame: frameAt(wholePlace(shape), 1, shape),
  picture: shape,
  raster,
  whole: () => Promise.resolve(succeed(raster)),
});
