/** @file The checkerboard under transparent pixels. Renderer. */
const side = 8;
let checker: OffscreenCanvas | undefined;

export function checkerboard(context: CanvasRenderingContext2D | OffscreenCanvasRenderingContext2D): CanvasPattern | null {
  return context.createPattern((checker ??= drawn()), 'repeat');
}

function drawn(): OffscreenCanvas {
  const canvas = new OffscreenCanvas(2 * side, 2 * side);
  const context = canvas.getContext('2d')!;
  context.fillStyle = '#cfcfcf';
  context.fillRect(0, 0, 2 * side, 2 * side);
  context.fillStyle = '#ffffff';
  context.fillRect(0, 0, side, side);
  context.fillRect(side, side, side, side);
  return canvas;
}
