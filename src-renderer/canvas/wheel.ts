/** @file What a turn of the wheel, two fingers or a pinch mean. Pure. */
import type { ViewPoint } from './viewport.ts';

export type Wheel = Pick<WheelEvent, 'deltaX' | 'deltaY' | 'deltaMode' | 'ctrlKey' | 'shiftKey'>;
export type WheelMove =
  /** `smooth`: a notch, which takes a few frames; fingers are followed at once. */
  | { readonly kind: 'zoom'; readonly factor: number; readonly smooth: boolean }
  /** CSS pixels by which the picture moves. */
  | { readonly kind: 'pan'; readonly by: ViewPoint };

/** A notch of 100 CSS pixels zooms by about 1.4; a pinch arrives as a wheel with ctrl and small deltas. */
const wheelSpeed = 1 / 300;
const pinchSpeed = 1 / 60;
/** More than fingers give in one event. */
const notch = 40;
/** Deltas in lines and in pages, in CSS pixels. */
const units = [1, 16, 400];

export function wheelMove({ deltaX, deltaY, deltaMode, ctrlKey, shiftKey }: Wheel): WheelMove {
  const unit = units[deltaMode] ?? 1;
  const [across, down] = [deltaX * unit, deltaY * unit];
  const smooth = Math.abs(down) >= notch;
  if (ctrlKey) return { kind: 'zoom', factor: Math.exp(-down * (smooth ? wheelSpeed : pinchSpeed)), smooth };
  // With shift some systems turn the wheel's delta themselves.
  if (shiftKey) return { kind: 'pan', by: { x: -(across || down), y: 0 } };
  if (Math.abs(across) > Math.abs(down)) return { kind: 'pan', by: { x: -across, y: -down } };
  return { kind: 'zoom', factor: Math.exp(-down * wheelSpeed), smooth };
}
