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

@inline
function four(a: f32, b: f32, c: f32, d: f32): v128 {
  return f32x4.replace_lane(f32x4.replace_lane(f32x4.replace_lane(f32x4.splat(a), 1, b), 2, c), 3, d);
}

@inline
function sample(at: usize, wide: bool): i32 {
  return wide ? i32(load<u16>(at)) : i32(load<u8>(at));
}

@inline
function put(at: usize, wide: bool, value: f32): void {
  if (wide) store<u16>(at, u16(i32(value)));
  else store<u8>(at, u8(i32(value)));
}

/** Stored values by the square root of light, between two of the table's steps. */
@inline
function stored(root: f32, table: usize): f32 {
  const step = i32(root);
  const at = table + (usize(step) << 2);
  const low = load<f32>(at);
  return low + (root - f32(step)) * (load<f32>(at, 4) - low);
}

/**
 * `above` and `below` are first small pixels of the two rows around this one, `lower` how near it is to the latter; `left`,
 * `right` and `further` are that for each pixel of the row. `amounts` is 0 or one share of `strength` for each pixel.
 * `noise` is the row's part of the dithering threshold, `firstColumn` the row's first pixel in the whole picture.
 */
export function transformRow(
  source: usize, result: usize, width: i32, channels: i32, wide: bool,
  guide: usize, coefficients: usize, above: i32, below: i32, lower: f32, left: usize, right: usize, further: usize,
  valueTable: usize, lightTable: usize, storedTable: usize,
  strength: f32, amounts: usize, noise: f64, firstColumn: f64,
): void {
  const inLight = lightTable != 0;
  const bytes = wide ? 2 : 1;
  const green: usize = channels > 2 ? bytes : 0;
  const blue: usize = channels > 2 ? 2 * bytes : 0;
  const stride: usize = usize(channels * bytes);
  const colours = channels > 2 ? 3 : 1;
  const extra: usize = usize((channels - colours) * bytes);
  const most: f32 = wide ? 65535 : 255;
  const vertical = four(1 - lower, 1 - lower, lower, lower);
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
    const s0 = sample(source, wide);
    const s1 = sample(source + green, wide);
    const s2 = sample(source + blue, wide);
    const dr = f32x4.sub(f32x4.splat(load<f32>(valueTable + (usize(s0) << 2))), g0);
    const dg = f32x4.sub(f32x4.splat(load<f32>(valueTable + (usize(s1) << 2))), g1);
    const db = f32x4.sub(f32x4.splat(load<f32>(valueTable + (usize(s2) << 2))), g2);
    const apart = f32x4.add(f32x4.add(f32x4.mul(dr, dr), f32x4.mul(dg, dg)), f32x4.add(f32x4.mul(db, db), near));
    const share = load<f32>(further + (usize(x) << 2));
    const shares = f32x4.mul(vertical, four(1 - share, share, 1 - share, share));
    const weights = v128.and(f32x4.div(shares, f32x4.mul(apart, apart)), f32x4.ge(shares, few));

    const table = inLight ? lightTable : valueTable;
    const u = f32x4.splat(load<f32>(table + (usize(s0) << 2)));
    const v = f32x4.splat(load<f32>(table + (usize(s1) << 2)));
    const w = f32x4.splat(load<f32>(table + (usize(s2) << 2)));
    const t0 = f32x4.add(f32x4.add(f32x4.mul(v128.load(c0), u), f32x4.mul(v128.load(c0, 16), v)), f32x4.add(f32x4.mul(v128.load(c0, 32), w), v128.load(c0, 48)));
    const t1 = f32x4.add(f32x4.add(f32x4.mul(v128.load(c1), u), f32x4.mul(v128.load(c1, 16), v)), f32x4.add(f32x4.mul(v128.load(c1, 32), w), v128.load(c1, 48)));
    const t2 = f32x4.add(f32x4.add(f32x4.mul(v128.load(c2), u), f32x4.mul(v128.load(c2, 16), v)), f32x4.add(f32x4.mul(v128.load(c2, 32), w), v128.load(c2, 48)));
    const t3 = f32x4.add(f32x4.add(f32x4.mul(v128.load(c3), u), f32x4.mul(v128.load(c3, 16), v)), f32x4.add(f32x4.mul(v128.load(c3, 32), w), v128.load(c3, 48)));
    const w0 = v128.shuffle<f32>(weights, weights, 0, 0, 0, 0);
    const w1 = v128.shuffle<f32>(weights, weights, 1, 1, 1, 1);
    const w2 = v128.shuffle<f32>(weights, weights, 2, 2, 2, 2);
    const w3 = v128.shuffle<f32>(weights, weights, 3, 3, 3, 3);
    const sum = f32x4.add(f32x4.add(w0, w1), f32x4.add(w2, w3));
    const weighed = f32x4.add(f32x4.add(f32x4.mul(w0, t0), f32x4.mul(w1, t1)), f32x4.add(f32x4.mul(w2, t2), f32x4.mul(w3, t3)));
    let made = f32x4.min(one, f32x4.max(zero, f32x4.div(weighed, sum)));
    if (inLight) {
      const root = f32x4.mul(f32x4.sqrt(made), f32x4.splat(rootSteps));
      made = f32x4.min(one, four(stored(f32x4.extract_lane(root, 0), storedTable), stored(f32x4.extract_lane(root, 1), storedTable), stored(f32x4.extract_lane(root, 2), storedTable), 0));
    }
    if (colours == 1) made = f32x4.splat((f32x4.extract_lane(made, 0) + f32x4.extract_lane(made, 1) + f32x4.extract_lane(made, 2)) / 3);

    let threshold: f64 = 0.5;
    if (!wide) {
      const inner = 0.06711056 * (firstColumn + f64(x)) + noise;
      const outer = 52.9829189 * (inner - floor(inner));
      threshold = outer - floor(outer);
    }
    const amount = amounts ? strength * load<f32>(amounts + (usize(x) << 2)) : strength;
    const was = four(f32(s0), f32(s1), f32(s2), 0);
    const wanted = f32x4.add(was, f32x4.mul(f32x4.splat(amount), f32x4.sub(f32x4.mul(made, f32x4.splat(most)), was)));
    const rounded = f32x4.min(f32x4.splat(most), f32x4.floor(f32x4.add(wanted, f32x4.splat(f32(threshold)))));
    const final = v128.bitselect(was, rounded, f32x4.lt(f32x4.abs(f32x4.sub(wanted, was)), f32x4.splat(unchanged)));
    put(result, wide, f32x4.extract_lane(final, 0));
    if (colours == 3) {
      put(result + green, wide, f32x4.extract_lane(final, 1));
      put(result + blue, wide, f32x4.extract_lane(final, 2));
    }
    if (extra > 0) put(result + stride - extra, wide, f32(sample(source + stride - extra, wide)));
    source += stride;
    result += stride;
  }
}
