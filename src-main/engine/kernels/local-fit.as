/**
 * @file Least-squares fits of colour transforms around every pixel of a row, and their means: the loops of
 * fit-transforms.ts, which says what they are for. AssemblyScript, as colour-rows.as is.
 *
 * Pictures have four numbers a pixel (the fourth 0), transforms four such vectors: what red, green and blue give to red,
 * green and blue, and what is added. Means over squares are sums that move with the row: `columns` holds those of the rows in
 * reach for each column, which a row comes into and leaves again.
 */

/** Of the picture before, after, squares, neighbouring products, and the picture after times red, green and blue before. */
const fitSums: usize = 7 * 16;
const transformBytes: usize = 4 * 16;
/** Variance below which surroundings count as even: 12 of 255. */
const even: f32 = 0.002;
const leastGain: f32 = 0.1;
const mostGain: f32 = 4;
/** Differences up to the first are left out, those from the second are kept whole. */
const faint: f32 = 0.03;
const strong: f32 = 0.1;

@inline
function lane(a: v128, which: u8): v128 {
  return which == 0 ? v128.shuffle<f32>(a, a, 0, 0, 0, 0) : which == 1 ? v128.shuffle<f32>(a, a, 1, 1, 1, 1) : v128.shuffle<f32>(a, a, 2, 2, 2, 2);
}

/** Green, blue and red: beside the colours themselves, every pair of two. */
@inline
function turned(a: v128): v128 {
  return v128.shuffle<f32>(a, a, 1, 2, 0, 3);
}

@inline
function more(at: usize, value: v128, sign: v128): void {
  v128.store(at, f32x4.add(v128.load(at), f32x4.mul(sign, value)));
}

/** Brings a row's products into the sums of its columns (`sign` 1), or takes them out (-1). */
export function moveFitRow(before: usize, after: usize, width: i32, columns: usize, sign: f32): void {
  const signs = f32x4.splat(sign);
  for (let x = 0; x < width; x += 1) {
    const a = v128.load(before);
    const b = v128.load(after);
    more(columns, a, signs);
    more(columns + 16, b, signs);
    more(columns + 32, f32x4.mul(a, a), signs);
    more(columns + 48, f32x4.mul(a, turned(a)), signs);
    more(columns + 64, f32x4.mul(b, lane(a, 0)), signs);
    more(columns + 80, f32x4.mul(b, lane(a, 1)), signs);
    more(columns + 96, f32x4.mul(b, lane(a, 2)), signs);
    before += 16;
    after += 16;
    columns += fitSums;
  }
}

/** That for a row of transforms. */
export function moveTransformRow(transforms: usize, width: i32, columns: usize, sign: f32): void {
  const signs = f32x4.splat(sign);
  for (let x = 0; x < width; x += 1) {
    for (let part: usize = 0; part < transformBytes; part += 16) more(columns + part, v128.load(transforms + part), signs);
    transforms += transformBytes;
    columns += transformBytes;
  }
}

@inline
function sumOf(a: v128): f32 {
  return f32x4.extract_lane(a, 0) + f32x4.extract_lane(a, 1) + f32x4.extract_lane(a, 2);
}

/** Held near a plain change of brightness where the surroundings are too even to tell. */
@inline
function solve(sums: usize, part: v128, to: usize): void {
  const before = f32x4.mul(part, v128.load(sums));
  const after = f32x4.mul(part, v128.load(sums, 16));
  const own = f32x4.sub(f32x4.mul(part, v128.load(sums, 32)), f32x4.mul(before, before));
  const pairs = f32x4.sub(f32x4.mul(part, v128.load(sums, 48)), f32x4.mul(before, turned(before)));
  const gain = max(leastGain, min(mostGain, sumOf(after) / max(sumOf(before), 0.001)));
  const byRed = f32x4.mul(f32x4.splat(-gain), v128.shuffle<f32>(own, pairs, 0, 4, 6, 7));
  const byGreen = f32x4.mul(f32x4.splat(-gain), v128.shuffle<f32>(own, pairs, 4, 1, 5, 7));
  const byBlue = f32x4.mul(f32x4.splat(-gain), v128.shuffle<f32>(own, pairs, 6, 5, 2, 7));
  const red = f32x4.add(byRed, f32x4.sub(f32x4.mul(part, v128.load(sums, 64)), f32x4.mul(lane(before, 0), after)));
  const green = f32x4.add(byGreen, f32x4.sub(f32x4.mul(part, v128.load(sums, 80)), f32x4.mul(lane(before, 1), after)));
  const blue = f32x4.add(byBlue, f32x4.sub(f32x4.mul(part, v128.load(sums, 96)), f32x4.mul(lane(before, 2), after)));

  const a = f32x4.extract_lane(own, 0) + even;
  const d = f32x4.extract_lane(own, 1) + even;
  const f = f32x4.extract_lane(own, 2) + even;
  const b = f32x4.extract_lane(pairs, 0);
  const e = f32x4.extract_lane(pairs, 1);
  const c = f32x4.extract_lane(pairs, 2);
  const ca = d * f - e * e;
  const cb = c * e - b * f;
  const cc = b * e - c * d;
  const scale: f32 = 1 / (a * ca + b * cb + c * cc);
  const fromRed = inverted(f32x4(1, 0, 0, 0), gain, scale, ca, cb, cc, red, green, blue);
  const fromGreen = inverted(f32x4(0, 1, 0, 0), gain, scale, cb, a * f - c * c, b * c - a * e, red, green, blue);
  const fromBlue = inverted(f32x4(0, 0, 1, 0), gain, scale, cc, b * c - a * e, a * d - b * b, red, green, blue);
  const explained = f32x4.add(f32x4.add(f32x4.mul(fromRed, lane(before, 0)), f32x4.mul(fromGreen, lane(before, 1))), f32x4.mul(fromBlue, lane(before, 2)));
  v128.store(to, fromRed);
  v128.store(to, fromGreen, 16);
  v128.store(to, fromBlue, 32);
  v128.store(to, f32x4.sub(after, explained), 48);
}

@inline
function inverted(unit: v128, gain: f32, scale: f32, r: f32, g: f32, b: f32, red: v128, green: v128, blue: v128): v128 {
  const two = f32x4.add(f32x4.mul(f32x4.splat(scale * r), red), f32x4.mul(f32x4.splat(scale * g), green));
  return f32x4.add(f32x4.mul(f32x4.splat(gain), unit), f32x4.add(two, f32x4.mul(f32x4.splat(scale * b), blue)));
}

@inline
function moveAcross(columns: usize, x: i32, size: usize, sums: usize, sign: v128): void {
  const from = columns + usize(x) * size;
  for (let part: usize = 0; part < size; part += 16) more(sums + part, v128.load(from + part), sign);
}

/** `rows` rows are in the sums of `columns`. `sums` is room for those of one square. */
export function fitRow(columns: usize, width: i32, reach: i32, rows: i32, sums: usize, transforms: usize): void {
  const into = f32x4.splat(1);
  const out = f32x4.splat(-1);
  memory.fill(sums, 0, fitSums);
  for (let x = 0; x < min(reach, width); x += 1) moveAcross(columns, x, fitSums, sums, into);
  for (let x = 0; x < width; x += 1) {
    if (x + reach < width) moveAcross(columns, x + reach, fitSums, sums, into);
    if (x > reach) moveAcross(columns, x - reach - 1, fitSums, sums, out);
    const count = rows * (min(width - 1, x + reach) - max(0, x - reach) + 1);
    solve(sums, f32x4.splat(1 / f32(count)), transforms);
    transforms += transformBytes;
  }
}

/** The means of transforms, with what they do not explain of the picture after where that is strong. */
export function smoothRow(columns: usize, width: i32, reach: i32, rows: i32, sums: usize, before: usize, after: usize, result: usize): void {
  const into = f32x4.splat(1);
  const out = f32x4.splat(-1);
  memory.fill(sums, 0, transformBytes);
  for (let x = 0; x < min(reach, width); x += 1) moveAcross(columns, x, transformBytes, sums, into);
  for (let x = 0; x < width; x += 1) {
    if (x + reach < width) moveAcross(columns, x + reach, transformBytes, sums, into);
    if (x > reach) moveAcross(columns, x - reach - 1, transformBytes, sums, out);
    const part = f32x4.splat(1 / f32(rows * (min(width - 1, x + reach) - max(0, x - reach) + 1)));
    const fromRed = f32x4.mul(part, v128.load(sums));
    const fromGreen = f32x4.mul(part, v128.load(sums, 16));
    const fromBlue = f32x4.mul(part, v128.load(sums, 32));
    const added = f32x4.mul(part, v128.load(sums, 48));
    const was = v128.load(before);
    const explained = f32x4.add(f32x4.add(f32x4.mul(fromRed, lane(was, 0)), f32x4.mul(fromGreen, lane(was, 1))), f32x4.mul(fromBlue, lane(was, 2)));
    const left = f32x4.sub(v128.load(after), f32x4.add(explained, added));
    const size = f32x4.abs(left);
    const most = max(f32x4.extract_lane(size, 0), max(f32x4.extract_lane(size, 1), f32x4.extract_lane(size, 2)));
    const along = min(<f32>1, max(<f32>0, (most - faint) / (strong - faint)));
    v128.store(result, fromRed);
    v128.store(result, fromGreen, 16);
    v128.store(result, fromBlue, 32);
    v128.store(result, f32x4.add(added, f32x4.mul(f32x4.splat(along * along * (3 - 2 * along)), left)), 48);
    before += 16;
    after += 16;
    result += transformBytes;
  }
}
