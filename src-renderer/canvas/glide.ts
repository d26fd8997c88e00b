/** @file A zoom that takes a few frames to arrive, so that a wheel's notches do not jump; no inertia: it ends where it was sent. Pure. */

/** After this many milliseconds two thirds of the way are done. */
const time = 30;
/** Closer than this, as a ratio, is there. */
const near = 1.002;

/** The zoom after `elapsed` more milliseconds on the way to `target`. */
export function glideZoom(zoom: number, target: number, elapsed: number): number {
  const next = zoom * (target / zoom) ** (1 - Math.exp(-elapsed / time));
  return Math.max(next / target, target / next) < near ? target : next;
}
