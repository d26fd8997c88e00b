/** @file The one place that loads OpenCV, compiled to WebAssembly; only when it is first asked for. Runs in the engine. */
import { existsSync } from 'node:fs';
import { createRequire } from 'node:module';
import { fileURLToPath } from 'node:url';

type Mat = { readonly data: Uint8Array; delete(): void };

/** What is used of it; its own types describe a web page. */
export type OpenCv = {
  readonly Mat: new () => Mat;
  readonly Rect: new (x: number, y: number, width: number, height: number) => object;
  readonly CV_8UC1: number;
  readonly CV_8UC3: number;
  readonly GC_INIT_WITH_RECT: number;
  readonly GC_EVAL_FREEZE_MODEL: number;
  matFromArray(rows: number, columns: number, type: number, values: Uint8Array): Mat;
  grabCut(image: Mat, mask: Mat, box: object, background: Mat, foreground: Mat, rounds: number, mode: number): void;
};
type Loading = OpenCv & { then?: (ready: (cv: Loading) => void) => void };

let loading: Promise<{ readonly cv: OpenCv }> | undefined;

/** Wrapped, because the module has a `then` of its own, which would be awaited without an end. */
export function openCv(): Promise<{ readonly cv: OpenCv }> {
  loading ??= new Promise((resolve) => {
    // Beside the bundled engine; elsewhere from its package. Not imported: a namespace with a `then` would be awaited too.
    const bundled = fileURLToPath(new URL('opencv.cjs', import.meta.url));
    const started = createRequire(import.meta.url)(existsSync(bundled) ? bundled : '@techstark/opencv-js') as Loading;
    started.then!((cv) => {
      delete cv.then;
      resolve({ cv });
    });
  });
  return loading;
}
