/**
 * @file One row of a picture through local colour transforms, mixed into it and rounded: the innermost loop of keeping
 * detail. AssemblyScript; `npm run kernels` compiles it to WebAssembly, which has four numbers in one instruction and gives
 * the same bits on every machine. See [Note: Local transforms] in local-transforms.ts, and finish-rows.ts for the rounding.
 *
 * All that a row needs lies in memory; `colour-rows.ts` puts it there. `guide` has four numbers a small pixel (the fourth 0),
 * `coefficients` sixteen: what red, green, blue and one give to red, green, blue and nothing.
 */

/** Standard deviation in colour, squared, within which small pixels count as alike: 10 of 255. */
const likeness: f32 = 0.0016;
const leastShare: f32 = 0.0001;
/** Parts of a step within which a value is the source's. */
const unchanged: f32 = 0.02;
const rootSteps: f32 = 4096;
/** Added to a whole number from 0 to 2^23, it leaves that number in the lowest bits. */
const wholeBits: f32 = 8388608;

/** One sample as a number that all four lanes share. */
@inline
function sampleAt(at: usize, wide: bool): usize {
  return wide ? usize(load<u16>(at)) : usize(load<u8>(at));
}

/** Up to four samples from a place on, as numbers. */
@inline
function samplesAt(at: usize, wide: bool): v128 {
  const whole = wide ? v128.load64_zero(at) : i16x8.extend_low_i8x16_u(v128.load32_zero(at));
  return f32x4.convert_i32x4_u(i32x4.extend_low_i16x8_u(whole));
}

/** Stored values by the square root of light, between two of the table's steps. */
@inline
function stored(light: v128, table: usize): v128 {
  const root = f32x4.mul(f32x4.sqrt(light), f32x4.splat(rootSteps));
  const step = f32x4.floor(root);
  const at = i32x4.shl(v128.and(f32x4.add(step, f32x4.splat(wholeBits)), i32x4.splat(0x7fffff)), 2);
  const red = v128.load64_zero(table + i32x4.extract_lane(at, 0));
  const green = v128.load64_zero(table + i32x4.extract_lane(at, 1));
  const blue = v128.load64_zero(table + i32x4.extract_lane(at, 2));
  const both = v128.shuffle<f32>(red, green, 0, 4, 1, 5);
  const low = v128.shuffle<f32>(both, blue, 0, 1, 4, 4);
  const high = v128.shuffle<f32>(both, blue, 2, 3, 5, 5);
  return f32x4.add(low, f32x4.mul(f32x4.sub(root, step), f32x4.sub(high, low)));
}

/** A small pixel's transform of a colour in three vectors. */
@inline
function transformed(at: usize, red: v128, green: v128, blue: v128): v128 {
  const warm = f32x4.add(f32x4.mul(v128.load(at), red), f32x4.mul(v128.load(at, 16), green));
  return f32x4.add(warm, f32x4.add(f32x4.mul(v128.load(at, 32), blue), v128.load(at, 48)));
}

/**
 * `above` and `below` are first small pixels of the two rows around this one, `lower` how near it is to the latter; `left`,
 * `right` and `further` are that for each pixel of the row. `gain` makes stored colours of samples, `lightTable` (0: none)
 * light. `amounts` is 0 or one share of `strength` for each pixel. `noise` is the dithering's place before the row's first
 * pixel, as finish-rows.ts counts it. A few bytes behind the row are read and written.
 */
export function transformRow(
  source: usize, result: usize, width: i32, channels: i32, wide: bool,
  guide: usize, coefficients: usize, above: i32, below: i32, lower: f32, left: usize, right: usize, further: usize,
  gain: f32, lightTable: usize, storedTable: usize,
  strength: f32, amounts: usize, noise: u32,
): void {
  const inLight = lightTable != 0;
  const bytes: usize = wide ? 2 : 1;
  const coloured = channels > 2;
  const green: usize = coloured ? bytes : 0;
  const blue: usize = coloured ? 2 * bytes : 0;
  const stride: usize = usize(channels) * bytes;
  const hasAlpha = (channels & 1) == 0;
  const most = f32x4.splat(wide ? 65535 : 255);
  const gains = f32x4.splat(gain);
  const vertical = f32x4.replace_lane(f32x4.replace_lane(f32x4.splat(lower), 0, 1 - lower), 1, 1 - lower);
  const start = f32x4(1, 0, 1, 0);
  const turn = f32x4(-1, 1, -1, 1);
  const near = f32x4.splat(likeness);
  const few = f32x4.splat(leastShare);
  const one = f32x4.splat(1);
  const zero = f32x4.splat(0);
  let cell = -1;
  let g0 = zero, g1 = zero, g2 = zero;
  let c0: usize = 0, c1: usize = 0, c2: usize = 0, c3: usize = 0;
  for (let x = 0; x < width; x += 1) {
    const before = load<i32>(left + (usize(x) << 2));
    if (before != cell) {
      cell = before;
      const after = load<i32>(right + (usize(x) << 2));
      const a = v128.load(guide + (usize(above + before) << 4));
      const b = v128.load(guide + (usize(above + after) << 4));
      const c = v128.load(guide + (usize(below + before) << 4));
      const d = v128.load(guide + (usize(below + after) << 4));
      const abLow = v128.shuffle<f32>(a, b, 0, 4, 1, 5);
      const cdLow = v128.shuffle<f32>(c, d, 0, 4, 1, 5);
      const abHigh = v128.shuffle<f32>(a, b, 2, 6, 3, 7);
      const cdHigh = v128.shuffle<f32>(c, d, 2, 6, 3, 7);
      g0 = v128.shuffle<f32>(abLow, cdLow, 0, 1, 4, 5);
      g1 = v128.shuffle<f32>(abLow, cdLow, 2, 3, 6, 7);
      g2 = v128.shuffle<f32>(abHigh, cdHigh, 0, 1, 4, 5);
      c0 = coefficients + (usize(above + before) << 6);
      c1 = coefficients + (usize(above + after) << 6);
      c2 = coefficients + (usize(below + before) << 6);
      c3 = coefficients + (usize(below + after) << 6);
    }
    let was = samplesAt(source, wide);
    if (!coloured) was = v128.shuffle<f32>(was, was, 0, 0, 0, 0);
    const value = f32x4.mul(was, gains);
    let u = v128.shuffle<f32>(value, value, 0, 0, 0, 0);
    let v = v128.shuffle<f32>(value, value, 1, 1, 1, 1);
    let w = v128.shuffle<f32>(value, value, 2, 2, 2, 2);
    const dr = f32x4.sub(u, g0);
    const dg = f32x4.sub(v, g1);
    const db = f32x4.sub(w, g2);
    const apart = f32x4.add(f32x4.add(f32x4.mul(dr, dr), f32x4.mul(dg, dg)), f32x4.add(f32x4.mul(db, db), near));
    const share = v128.load32_splat(further + (usize(x) << 2));
    const shares = f32x4.mul(vertical, f32x4.add(start, f32x4.mul(share, turn)));
    const weights = v128.and(f32x4.div(shares, f32x4.mul(apart, apart)), f32x4.ge(shares, few));

    if (inLight) {
      u = v128.load32_splat(lightTable + (sampleAt(source, wide) << 2));
      v = v128.load32_splat(lightTable + (sampleAt(source + green, wide) << 2));
      w = v128.load32_splat(lightTable + (sampleAt(source + blue, wide) << 2));
    }
    const w0 = v128.shuffle<f32>(weights, weights, 0, 0, 0, 0);
    const w1 = v128.shuffle<f32>(weights, weights, 1, 1, 1, 1);
    const w2 = v128.shuffle<f32>(weights, weights, 2, 2, 2, 2);
    const w3 = v128.shuffle<f32>(weights, weights, 3, 3, 3, 3);
    const sum = f32x4.add(f32x4.add(w0, w1), f32x4.add(w2, w3));
    const upper = f32x4.add(f32x4.mul(w0, transformed(c0, u, v, w)), f32x4.mul(w1, transformed(c1, u, v, w)));
    const under = f32x4.add(f32x4.mul(w2, transformed(c2, u, v, w)), f32x4.mul(w3, transformed(c3, u, v, w)));
    let made = f32x4.pmin(one, f32x4.pmax(zero, f32x4.div(f32x4.add(upper, under), sum)));
    if (inLight) made = f32x4.pmin(one, stored(made, storedTable));
    if (!coloured) made = f32x4.splat((f32x4.extract_lane(made, 0) + f32x4.extract_lane(made, 1) + f32x4.extract_lane(made, 2)) / 3);

    noise += 288237660;
    const threshold: f32 = wide ? 0.5 : f32(i32(((noise >> 8) * 13564) >> 8)) * 5.9604644775390625e-8;
    let amount = f32x4.splat(strength);
    if (amounts) amount = f32x4.mul(amount, v128.load32_splat(amounts + (usize(x) << 2)));
    const wanted = f32x4.add(was, f32x4.mul(amount, f32x4.sub(f32x4.mul(made, most), was)));
    const rounded = f32x4.pmin(most, f32x4.floor(f32x4.add(wanted, f32x4.splat(threshold))));
    const final = f32x4.add(v128.bitselect(was, rounded, f32x4.lt(f32x4.abs(f32x4.sub(wanted, was)), f32x4.splat(unchanged))), f32x4.splat(wholeBits));
    // What is written behind the pixel's own samples is put right by the next.
    if (wide) v128.store64_lane(result, i8x16.shuffle(final, final, 0, 1, 4, 5, 8, 9, 8, 9, 8, 9, 8, 9, 8, 9, 8, 9), 0);
    else v128.store32_lane(result, i8x16.shuffle(final, final, 0, 4, 8, 8, 8, 8, 8, 8, 8, 8, 8, 8, 8, 8, 8, 8), 0);
    if (hasAlpha) {
      const alpha = stride - bytes;
      if (wide) store<u16>(result + alpha, load<u16>(source + alpha));
      else store<u8>(result + alpha, load<u8>(source + alpha));
    }
    source += stride;
    result += stride;
  }
}
