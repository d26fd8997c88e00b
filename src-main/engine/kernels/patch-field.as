/**
 * @file The innermost loops of filling a hole with patches: the search for similar ones and what they say about a pixel.
 * AssemblyScript; `npm run kernels` compiles it to WebAssembly, which compares four pixels in one instruction and gives the
 * same bits on every machine.
 *
 * All arrays lie in memory; `nearest-field.ts` puts them there and says what they hold. Patches are squares of 7 x 7 pixels,
 * of four bytes each; `match` is -1 where no target is.
 */

const reach: i32 = 3;
const side: i32 = 7;

/** Weighted sum of squared differences; stops where it reaches `limit`. */
@inline
function distance(features: usize, weights: usize, width: i32, target: i32, source: i32, limit: i32): i32 {
  const corner = reach * width + reach;
  let t = features + (usize(target - corner) << 2);
  let s = features + (usize(source - corner) << 2);
  let w = weights + usize(target - corner);
  let sums = i32x4.splat(0);
  let sum = 0;
  for (let row = 0; row < side; row += 1) {
    const eight = v128.load64_zero(w);
    // Behind the eight bytes are zeros: the weight of the eighth pixel, which is beyond the patch.
    const first = v128.shuffle<u8>(eight, eight, 0, 0, 0, 0, 1, 1, 1, 1, 2, 2, 2, 2, 3, 3, 3, 3);
    const second = v128.shuffle<u8>(eight, eight, 4, 4, 4, 4, 5, 5, 5, 5, 6, 6, 6, 6, 15, 15, 15, 15);
    const a = v128.load(t);
    const b = v128.load(s);
    const near = v128.sub<u8>(v128.max<u8>(a, b), v128.min<u8>(a, b));
    const c = v128.load(t, 16);
    const d = v128.load(s, 16);
    const far = v128.sub<u8>(v128.max<u8>(c, d), v128.min<u8>(c, d));
    sums = i32x4.add(sums, i32x4.dot_i16x8_s(i16x8.extmul_low_i8x16_u(near, first), i16x8.extend_low_i8x16_u(near)));
    sums = i32x4.add(sums, i32x4.dot_i16x8_s(i16x8.extmul_high_i8x16_u(near, first), i16x8.extend_high_i8x16_u(near)));
    sums = i32x4.add(sums, i32x4.dot_i16x8_s(i16x8.extmul_low_i8x16_u(far, second), i16x8.extend_low_i8x16_u(far)));
    sums = i32x4.add(sums, i32x4.dot_i16x8_s(i16x8.extmul_high_i8x16_u(far, second), i16x8.extend_high_i8x16_u(far)));
    if (row & 1 || row == side - 1) {
      const two = i32x4.add(sums, v128.shuffle<i32>(sums, sums, 2, 3, 0, 1));
      sum = i32x4.extract_lane(two, 0) + i32x4.extract_lane(two, 1);
      if (sum >= limit) return sum;
    }
    t += usize(width) << 2;
    s += usize(width) << 2;
    w += usize(width);
  }
  return sum;
}

/** Costs of all matches, anew. */
export function refreshCosts(width: i32, features: usize, weights: usize, match: usize, cost: usize, targets: usize, count: i32): void {
  for (let index = 0; index < count; index += 1) {
    const target = load<i32>(targets + (usize(index) << 2));
    const at = usize(target) << 2;
    store<i32>(cost + at, distance(features, weights, width, target, load<i32>(match + at), i32.MAX_VALUE));
  }
}

/** Marsaglia 2003, xorshift of 32 bits, as in random-source.ts. */
let state: u32 = 1;

@inline
function below(count: i32): i32 {
  state ^= state << 13;
  state ^= state >> 17;
  state ^= state << 5;
  return i32(state % u32(count));
}

/** One pass of PatchMatch over all targets; the random state lies at `random`. Sources lie at least `nearest` pixels away, across or down. */
export function improveMatches(
  width: i32, height: i32, radius: i32, nearest: i32, forward: bool, random: usize,
  features: usize, weights: usize, sources: usize, match: usize, cost: usize, targets: usize, count: i32,
): void {
  state = load<u32>(random);
  const step = forward ? -1 : 1;
  for (let index = 0; index < count; index += 1) {
    const target = load<i32>(targets + (usize(forward ? index : count - 1 - index) << 2));
    const y = target / width;
    const x = target - y * width;
    const left = max(reach, x - radius);
    const right = min(width - 1 - reach, x + radius);
    const top = max(reach, y - radius);
    const bottom = min(height - 1 - reach, y + radius);
    const at = usize(target) << 2;
    let best = load<i32>(cost + at);
    let found = load<i32>(match + at);
    for (let axis = 0; axis < 2; axis += 1) {
      const neighbour = target + (axis == 0 ? step : step * width);
      const theirs = load<i32>(match + (usize(neighbour) << 2));
      if (theirs < 0) continue;
      const candidate = theirs + target - neighbour;
      if (candidate == found) continue;
      const row = candidate / width;
      const column = candidate - row * width;
      if (column < left || column > right || row < top || row > bottom || load<u8>(sources + usize(candidate)) != 1) continue;
      if (abs(column - x) < nearest && abs(row - y) < nearest) continue;
      const apart = distance(features, weights, width, target, candidate, best);
      if (apart >= best) continue;
      best = apart;
      found = candidate;
    }
    let foundRow = found / width;
    let foundColumn = found - foundRow * width;
    for (let span = radius; span >= 1; span >>= 1) {
      const column = foundColumn + below(2 * span + 1) - span;
      const row = foundRow + below(2 * span + 1) - span;
      if (column < left || column > right || row < top || row > bottom) continue;
      if (abs(column - x) < nearest && abs(row - y) < nearest) continue;
      const candidate = row * width + column;
      if (candidate == found || load<u8>(sources + usize(candidate)) != 1) continue;
      const apart = distance(features, weights, width, target, candidate, best);
      if (apart >= best) continue;
      best = apart;
      found = candidate;
      foundRow = row;
      foundColumn = column;
    }
    store<i32>(cost + at, best);
    store<i32>(match + at, found);
  }
  store<u32>(random, state);
}

/** How much each target is believed: less the more it costs, beside `spread`, and the less it is trusted. */
export function weighVotes(spread: f32, trust: usize, cost: usize, votes: usize, targets: usize, count: i32): void {
  for (let index = 0; index < count; index += 1) {
    const at = usize(load<i32>(targets + (usize(index) << 2))) << 2;
    store<f32>(votes + at, Mathf.exp(-f32(load<i32>(cost + at)) / spread) * load<f32>(trust + at));
  }
}

/** Each of the pixels becomes the mean of what its patches have there, by their votes; `values` and `features` change. */
export function voteMean(width: i32, height: i32, channels: i32, values: usize, features: usize, match: usize, votes: usize, pixels: usize, count: i32): void {
  const zero = f32x4.splat(0);
  const stride = usize(channels) << 2;
  for (let index = 0; index < count; index += 1) {
    const pixel = load<i32>(pixels + (usize(index) << 2));
    const y = pixel / width;
    const first = max(reach, y - reach) - y;
    const last = min(height - 1 - reach, y + reach) - y;
    let sums = zero;
    let total: f32 = 0;
    for (let row = first; row <= last; row += 1) {
      for (let target = pixel + row * width - reach; target <= pixel + row * width + reach; target += 1) {
        const at = usize(target) << 2;
        const theirs = load<i32>(match + at);
        if (theirs < 0) continue;
        const vote = load<f32>(votes + at);
        total += vote;
        sums = f32x4.add(sums, f32x4.mul(f32x4.splat(vote), v128.load(values + usize(pixel + theirs - target) * stride)));
      }
    }
    if (total == 0) continue;
    const mean = f32x4.div(sums, f32x4.splat(total));
    const rounded = f32x4.min(f32x4.splat(255), f32x4.max(zero, f32x4.add(mean, f32x4.splat(0.5))));
    const value = values + usize(pixel) * stride;
    const feature = features + (usize(pixel) << 2);
    store<f32>(value, f32x4.extract_lane(mean, 0));
    store<u8>(feature, u8(i32(f32x4.extract_lane(rounded, 0))));
    if (channels > 1) {
      store<f32>(value, f32x4.extract_lane(mean, 1), 4);
      store<u8>(feature, u8(i32(f32x4.extract_lane(rounded, 1))), 1);
    }
    if (channels > 2) {
      store<f32>(value, f32x4.extract_lane(mean, 2), 8);
      store<u8>(feature, u8(i32(f32x4.extract_lane(rounded, 2))), 2);
    }
    if (channels > 3) {
      store<f32>(value, f32x4.extract_lane(mean, 3), 12);
      store<u8>(feature, u8(i32(f32x4.extract_lane(rounded, 3))), 3);
    }
  }
}

/** Where the best patch of each pixel has it, in `origins` by pixel: the cheapest, less so the further away its middle is. */
export function findOrigins(width: i32, height: i32, rimPenalty: f32, match: usize, cost: usize, origins: usize, pixels: usize, count: i32): void {
  for (let index = 0; index < count; index += 1) {
    const pixel = load<i32>(pixels + (usize(index) << 2));
    const y = pixel / width;
    const first = max(reach, y - reach) - y;
    const last = min(height - 1 - reach, y + reach) - y;
    let lowest: f32 = f32.MAX_VALUE;
    let origin = -1;
    for (let row = first; row <= last; row += 1) {
      for (let column = -reach; column <= reach; column += 1) {
        const target = pixel + row * width + column;
        const theirs = load<i32>(match + (usize(target) << 2));
        if (theirs < 0) continue;
        const penalised = f32(load<i32>(cost + (usize(target) << 2))) * (1 + rimPenalty * f32(row * row + column * column));
        if (penalised >= lowest) continue;
        lowest = penalised;
        origin = pixel + theirs - target;
      }
    }
    store<i32>(origins + (usize(pixel) << 2), origin);
  }
}
