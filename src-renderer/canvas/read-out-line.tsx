/** @file The pixel under the pointer, or in the middle while the canvas has the focus: its place and its values. Past React. Renderer. */
import { memo, useEffect, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { fetchPixel } from '../api/tiles.ts';
import { t } from '../i18n.ts';
import { currentFrame, onFrame } from './current-surface.ts';
import { placeOn } from './gestures.ts';
import { paneAt } from './panes.ts';
import { type Rgba, hex, pixelUnder, probeAt } from './read-out.ts';
import type { Side } from './scene.ts';
import type { ViewPoint } from './viewport.ts';

export const ReadOut = memo(function ReadOut() {
  const { t } = useTranslation();
  const element = useRef<HTMLOutputElement>(null);
  useEffect(() => bindReadOut(element.current!), []);
  return <output ref={element} className="read-out" aria-label={t('canvas.readOut')} aria-live="off" hidden />;
});

function bindReadOut(output: HTMLOutputElement): () => void {
  const stage = output.parentElement!;
  const canvas = stage.querySelector<HTMLElement>('.picture-canvas')!;
  const controller = new AbortController();
  const { signal } = controller;
  let pointer: ViewPoint | null = null;
  /** One look at a time; where the pointer moved on meanwhile, another follows. */
  let looking = false;
  let again = false;

  async function look(): Promise<void> {
    if (looking) {
      again = true;
      return;
    }
    looking = true;
    do {
      again = false;
      const text = await describe(pointer ?? (document.activeElement === canvas ? 'middle' : null));
      if (signal.aborted) return;
      output.hidden = text === null;
      output.textContent = text;
    } while (again);
    looking = false;
  }

  stage.addEventListener(
    'pointermove',
    (event) => {
      // The slider's boundary lies over pixels that can be read; the navigator shows others.
      pointer = (event.target as Element).closest('.navigator') ? null : placeOn(canvas, event);
      void look();
    },
    { signal },
  );
  stage.addEventListener(
    'pointerleave',
    () => {
      pointer = null;
      void look();
    },
    { signal },
  );
  for (const change of ['focus', 'blur'] as const) canvas.addEventListener(change, () => void look(), { signal });
  const stop = onFrame(() => void look());
  return () => {
    stop();
    controller.abort();
  };
}

/** Null where there is no picture pixel. */
async function describe(at: ViewPoint | 'middle' | null): Promise<string | null> {
  const frame = currentFrame();
  if (!frame || at === null) return null;
  const { panes, image, viewport, scene } = frame;
  const [first] = panes;
  const point = at === 'middle' ? { x: first!.view.x + first!.view.width / 2, y: first!.view.y + first!.view.height / 2 } : at;
  const pane = paneAt(panes, point);
  const pixel = pane && pixelUnder(pane, image, viewport, point);
  if (!pixel) return null;
  const compared = panes.length > 1 || pane.against ? [scene.before, scene.after] : [pane.side];
  const values = await Promise.all(compared.flatMap((side) => (side ? [valuesOf(side, image, pixel)] : [])));
  return [t('canvas.place', { x: String(pixel.x), y: String(pixel.y) }), ...values].join('   ');
}

async function valuesOf(side: Side, ...at: [Parameters<typeof probeAt>[1], Parameters<typeof probeAt>[2]]): Promise<string> {
  const { tile, x, y } = probeAt(side, ...at);
  const value: Rgba | null = await fetchPixel(tile, x, y);
  if (!value) return '–';
  const { alpha, pyramid } = side.layer;
  return `${value.slice(0, alpha ? 4 : 3).join(' ')}  ${hex(value, alpha)}${pyramid.colourSpace ? ' P3' : ''}`;
}
