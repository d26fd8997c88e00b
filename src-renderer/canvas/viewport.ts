/**
 * @file Where the picture stands in the view: pure maths between two spaces.
 *
 * Image space: pixels of the shown picture from its top left corner. View space: device pixels from the top left
 * corner of the canvas. Zoom: device pixels per image pixel, so 1 is 100 % on any screen.
 */
type Point<Space extends string> = { readonly x: number; readonly y: number; readonly space?: Space };
export type ImagePoint = Point<'image'>;
export type ViewPoint = Point<'view'>;
export type Size = { readonly width: number; readonly height: number };

/** The image point in the middle of the view, and the zoom. */
export type Viewport = { readonly centre: ImagePoint; readonly zoom: number };

const maxZoom = 32;
/** A small picture is not blown up further than this to fill the view. */
const maxFitZoom = 2;
/** Device pixels left free around a fitted picture. */
const fitMargin = 24;

export function imageToView({ centre, zoom }: Viewport, view: Size, point: ImagePoint): ViewPoint {
  return { x: (point.x - centre.x) * zoom + view.width / 2, y: (point.y - centre.y) * zoom + view.height / 2 };
}

export function viewToImage({ centre, zoom }: Viewport, view: Size, point: ViewPoint): ImagePoint {
  return { x: (point.x - view.width / 2) / zoom + centre.x, y: (point.y - view.height / 2) / zoom + centre.y };
}

function fitZoom(image: Size, view: Size): number {
  const across = (view.width - 2 * fitMargin) / image.width;
  const down = (view.height - 2 * fitMargin) / image.height;
  return Math.min(maxFitZoom, Math.max(Math.min(across, down), 1 / Math.max(image.width, image.height)));
}

export function fit(image: Size, view: Size): Viewport {
  return { centre: { x: image.width / 2, y: image.height / 2 }, zoom: fitZoom(image, view) };
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

/** The same place on screen after the picture got `ratio` times as many pixels a side. */
export function rescale({ centre, zoom }: Viewport, ratio: number): Viewport {
  return { centre: { x: centre.x * ratio, y: centre.y * ratio }, zoom: zoom / ratio };
}

/** The picture can be moved until its border reaches the middle of the view, never out of sight. */
function keepInside({ centre, zoom }: Viewport, image: Size): Viewport {
  return { centre: { x: clamp(centre.x, image.width), y: clamp(centre.y, image.height) }, zoom };
}

const clamp = (value: number, to: number) => Math.min(Math.max(value, 0), to);
