/**
 * @file Grows a mask by an exact Euclidean distance: down the columns first, then the lower envelope of parabolas along
 * each row (Felzenszwalb and Huttenlocher, "Distance Transforms of Sampled Functions", 2012). Pure.
 */

/** Above this a pixel is in the mask. */
const half = 127;

/**
 * `values` in rows of `width` become 255 up to `distance` pixels beyond those above a half, with the last pixel covered in
 * part. What is not above a half and further away becomes 0.
 */
export function grow(values: Uint8Array, width: number, distance: number): void {
  const height = values.length / width;
  const far = Math.ceil(distance) + 2;
  const vertical = verticalDistances(values, width, height, far);
  const envelope = { columns: new Int32Array(width), from: new Float64Array(width + 1) };
  for (let row = 0; row < height; row += 1) {
    const start = row * width;
    growRow(values.subarray(start, start + width), vertical.subarray(start, start + width), far, distance, envelope);
  }
}

/** To the nearest pixel of the mask in the same column, `far` at most. */
function verticalDistances(values: Uint8Array, width: number, height: number, far: number): Uint16Array {
  const distances = new Uint16Array(values.length);
  for (let at = 0; at < values.length; at += 1) {
    const above = at < width ? far : distances[at - width]!;
    distances[at] = values[at]! > half ? 0 : Math.min(far, above + 1);
  }
  for (let at = (height - 1) * width - 1; at >= 0; at -= 1) distances[at] = Math.min(distances[at]!, distances[at + width]! + 1);
  return distances;
}

type Envelope = { readonly columns: Int32Array; /** Where each parabola begins to be the lowest. */ readonly from: Float64Array };

function growRow(values: Uint8Array, vertical: Uint16Array, far: number, distance: number, { columns, from }: Envelope): void {
  let last = -1;
  for (let x = 0; x < vertical.length; x += 1) {
    if (vertical[x]! >= far) continue;
    const height = vertical[x]! ** 2 + x * x;
    let start = -Infinity;
    while (last >= 0) {
      const other = columns[last]!;
      start = (height - vertical[other]! ** 2 - other * other) / (2 * (x - other));
      if (start > from[last]!) break;
      last -= 1;
    }
    last += 1;
    columns[last] = x;
    from[last] = last === 0 ? -Infinity : start;
  }
  if (last < 0) return void values.fill(0);
  for (let x = 0, index = 0; x < values.length; x += 1) {
    while (index < last && from[index + 1]! < x) index += 1;
    const column = columns[index]!;
    const away = Math.hypot(x - column, vertical[column]!);
    values[x] = Math.round(255 * Math.min(1, Math.max(0, distance + 1 - away)));
  }
}
