/** @file What gives a training step its pictures. Pure types. */

/** A file that is known to be a picture, with its upright size in pixels. */
export type PictureFile = { readonly path: string; readonly width: number; readonly height: number };

export type Batch<K extends string = string> = Readonly<Record<K, Float32Array>>;

/** `S` is plain data; a source that starts from a state gives the batches that followed it. */
export type BatchSource<K extends string = string, S = unknown> = {
  next(): Promise<Batch<K>>;
  state(): S;
};
