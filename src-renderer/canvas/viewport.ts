/**
 * @file Where the picture stands in the view: pure maths between two spaces.
 *
 * Image space: pixels of the shown picture from its top left corner. View space: device pixels from the top left
 * corner of the view. Zoom: device pixels per image pixel, so 1 is 100 % on any screen.
 */
type Point<Space extends string> = { readonly x: number; readonly y: number; readonly space?: Space };
export type ImagePoint = Point<'image'>;
export type ViewPoint = Point<'view'>;
export type Size = { readonly width: number; readonly height: number };
export type Rectangle = { readonly x: number; readonly y: number; readonly width: number; readonly height: number };

/** The image point in the middle of the view, and the zoom. */
export type Viewport = { readonly centre: ImagePoint; readonly zoom: number };

/** Fit and fill follow the size of the view; a place by hand stays: its centre in parts of the picture, the picture's width in device pixels. */
export type Place = 'fit' | 'fill' | { readonly centre: { readonly x: number; readonly y: number }; readonly across: number };

const maxZoom = 64;
/** A small picture is not blown up further than this to fit the view. */
const maxFitZoom = 2;
/** Device pixels left free around a fitted picture. */
const fitMargin = 24;

export function imageToView({ centre, zoom }: Viewport, view: Size, point: ImagePoint): ViewPoint {
  return { x: (point.x - centre.x) * zoom + view.width / 2, y: (point.y - centre.y) * zoom + view.height / 2 };
}

export function viewToImage({ centre, zoom }: Viewport, view: Size, point: ViewPoint): ImagePoint {
  return { x: (point.x - view.width / 2) / zoom + centre.x, y: (point.y - view.height / 2) / zoom + centre.y };
}

/** What a fitted picture may fill of the view. */
export const roomIn = ({ width, height }: Size): Size => ({ width: width - 2 * fitMargin, height: height - 2 * fitMargin });

function fitZoom(image: Size, view: Size): number {
  const room = roomIn(view);
  return Math.min(maxFitZoom, Math.max(Math.min(room.width / image.width, room.height / image.height), 1 / Math.max(image.width, image.height)));
}

const middleOf = ({ width, height }: Size): ImagePoint => ({ x: width / 2, y: height / 2 });

/** The whole picture, with a margin. */
export const fit = (image: Size, view: Size): Viewport => ({ centre: middleOf(image), zoom: fitZoom(image, view) });

/** No surround: the picture's shorter way fills the view. */
const fill = (image: Size, view: Size): Viewport => ({
  centre: middleOf(image),
  zoom: Math.min(maxZoom, Math.max(view.width / image.width, view.height / image.height)),
});

/** Where a place stands for a picture of this many pixels: the same on screen, however many there are. */
export function viewportAt(place: Place, image: Size, view: Size): Viewport {
  if (place === 'fit') return fit(image, view);
  if (place === 'fill') return fill(image, view);
  return { centre: { x: place.centre.x * image.width, y: place.centre.y * image.height }, zoom: place.across / image.width };
}

export function placeOf({ centre, zoom }: Viewport, image: Size): Place {
  return { centre: { x: centre.x / image.width, y: centre.y / image.height }, across: zoom * image.width };
}

/** Zooms so that the image point under `at` stays under it, as far as the picture's border allows. */
export function zoomAt(viewport: Viewport, image: Size, view: Size, at: ViewPoint, wantedZoom: number): Viewport {
  const zoom = Math.min(maxZoom, Math.max(wantedZoom, Math.min(1, fitZoom(image, view)) / 2));
  const under = viewToImage(viewport, view, at);
  const centre = { x: under.x - (at.x - view.width / 2) / zoom, y: under.y - (at.y - view.height / 2) / zoom };
  return keepInside({ centre, zoom }, image);
}

/** Moves the picture by device pixels. */
export function pan({ centre, zoom }: Viewport, image: Size, by: ViewPoint): Viewport {
  return keepInside({ centre: { x: centre.x - by.x / zoom, y: centre.y - by.y / zoom }, zoom }, image);
}

/** The picture can be moved until its border reaches the middle of the view, never out of sight. */
export function keepInside({ centre, zoom }: Viewport, image: Size): Viewport {
  return { centre: { x: clamp(centre.x, image.width), y: clamp(centre.y, image.height) }, zoom };
}

const clamp = (value: number, to: number) => Math.min(Math.max(value, 0), to);
