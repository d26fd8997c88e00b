/** @file The marks of a ruler along picture pixels. Pure. */
export type Tick = { readonly at: number; readonly labelled: boolean };

/** Device-independent pixels between two labels at least, and between two marks. */
const labelGap = 64;
const markGap = 6;

/** The smallest of 1, 2, 5, 10, 20, 50 … that is at least `wanted`. */
function roundStep(wanted: number): number {
  const power = 10 ** Math.floor(Math.log10(Math.max(1, wanted)));
  return [1, 2, 5, 10].map((factor) => factor * power).find((step) => step >= wanted) ?? 10 * power;
}

/** Marks at whole picture pixels within `from` to `to`; `zoom` in CSS pixels per picture pixel. */
export function rulerTicks(from: number, to: number, zoom: number): Tick[] {
  const step = roundStep(labelGap / zoom);
  const minor = [10, 5, 2].map((parts) => step / parts).find((length) => Number.isInteger(length) && length * zoom >= markGap) ?? step;
  const first = Math.ceil(from / minor);
  const last = Math.floor(to / minor);
  return Array.from({ length: Math.max(0, last - first + 1) }, (_, index) => {
    const at = (first + index) * minor;
    return { at, labelled: at % step === 0 };
  });
}
