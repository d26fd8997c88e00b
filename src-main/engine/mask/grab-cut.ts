/** @file GrabCut (Rother, Kolmogorov and Blake, 2004) as OpenCV has it: once by a box, then in small windows with what it learnt there. Runs in the engine. */
import type { Region } from '../../../src-shared/region.ts';
import { type OpenCv, openCv } from './open-cv.ts';

/** Bytes R, G, B of each pixel. */
export type RgbPicture = { readonly width: number; readonly height: number; readonly pixels: Uint8Array };

/** What is known of a pixel: it stays, or is to be found, with a guess. */
export const labels = { background: 0, foreground: 1, likelyBackground: 2, likelyForeground: 3 } as const;
const rounds = 5;

export type GrabCut = {
  /** Learns what the box's inside and outside look like; gives 255 where the object is. */
  selectIn(picture: RgbPicture, box: Region): Uint8Array;
  /** Finds the unknown pixels by what was learnt; `known` holds a label for each pixel. */
  refine(picture: RgbPicture, known: Uint8Array): Uint8Array;
  release(): void;
};

export async function createGrabCut(): Promise<GrabCut> {
  const { cv } = await openCv();
  const [background, foreground] = [new cv.Mat(), new cv.Mat()];
  return {
    selectIn: (picture, box) => withMats(cv, picture, null, (image, mask) => { cv.grabCut(image, mask, new cv.Rect(box.x, box.y, box.width, box.height), background, foreground, rounds, cv.GC_INIT_WITH_RECT); }),
    refine: (picture, known) => withMats(cv, picture, known, (image, mask) => { cv.grabCut(image, mask, new cv.Rect(0, 0, 0, 0), background, foreground, 1, cv.GC_EVAL_FREEZE_MODEL); }),
    release() {
      background.delete();
      foreground.delete();
    },
  };
}

type Mat = InstanceType<OpenCv['Mat']>;

function withMats(cv: OpenCv, { width, height, pixels }: RgbPicture, known: Uint8Array | null, cut: (image: Mat, mask: Mat) => void): Uint8Array {
  const image = cv.matFromArray(height, width, cv.CV_8UC3, pixels);
  const mask = known ? cv.matFromArray(height, width, cv.CV_8UC1, known) : new cv.Mat();
  try {
    cut(image, mask);
    // Sure and likely foreground are odd.
    return Uint8Array.from(mask.data, (value) => (value % 2 === 1 ? 255 : 0));
  } finally {
    image.delete();
    mask.delete();
  }
}
