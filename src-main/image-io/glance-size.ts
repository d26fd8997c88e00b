/** @file How large a glance of a picture is: as sharp as the view can show the whole of it. Pure; used by main and the engine. */
export type Size = { readonly width: number; readonly height: number };

/** From half the size downwards libjpeg saves time. */
const leastShrink = 2;

/** Pixels of the picture fitted into the view; null where the whole picture is decoded about as fast. */
export function glanceSize({ width, height }: Size, view: Size): Size | null {
  const scale = Math.min(view.width / width, view.height / height);
  return scale > 1 / leastShrink ? null : { width: Math.ceil(width * scale), height: Math.ceil(height * scale) };
}
