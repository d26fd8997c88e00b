/**
 * @file Adds a row of samples to sums, as a part of it falls into their area: the innermost loop of making a picture small.
 * AssemblyScript, as colour-rows.as is.
 */

@inline
function add(sums: usize, whole: v128, share: v128): void {
  v128.store(sums, f32x4.add(v128.load(sums), f32x4.mul(share, f32x4.convert_i32x4_u(whole))));
}

/** `count` samples, a multiple of 16; `sums` has a number for each. */
export function addRow(source: usize, wide: bool, count: i32, sums: usize, part: f32): void {
  const share = f32x4.splat(part);
  const bytes: usize = wide ? 2 : 1;
  for (let at: usize = 0; at < usize(count); at += 16) {
    const from = source + at * bytes;
    const first = v128.load(from);
    const low = wide ? first : i16x8.extend_low_i8x16_u(first);
    const high = wide ? v128.load(from, 16) : i16x8.extend_high_i8x16_u(first);
    const to = sums + (at << 2);
    add(to, i32x4.extend_low_i16x8_u(low), share);
    add(to + 16, i32x4.extend_high_i16x8_u(low), share);
    add(to + 32, i32x4.extend_low_i16x8_u(high), share);
    add(to + 48, i32x4.extend_high_i16x8_u(high), share);
  }
}
