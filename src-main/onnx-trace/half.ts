/** @file Numbers of 16 bits, IEEE 754 binary16, which JavaScript keeps as their bits. Pure. */

const smallestExponent = -14;
const mantissaBits = 10;

/** IEEE 754 binary16, rounded to nearest, ties to even. */
export function halfBits(value: number): number {
  const sign = value < 0 || Object.is(value, -0) ? 0x8000 : 0;
  const magnitude = Math.abs(value);
  const exponent = Math.max(magnitude === 0 ? smallestExponent : Math.floor(Math.log2(magnitude)), smallestExponent);
  const units = roundToEven(magnitude / 2 ** (exponent - mantissaBits));
  // The leading 1 of a normal number adds one to the exponent's field; so does rounding up to the next power of two.
  return sign + ((exponent - smallestExponent) << mantissaBits) + units;
}

/** What these bits of IEEE 754 binary16 stand for. */
export function halfValue(bits: number): number {
  const field = (bits >> mantissaBits) & 0x1f;
  const fraction = (bits & (2 ** mantissaBits - 1)) / 2 ** mantissaBits;
  const magnitude = field === 0x1f ? (fraction ? NaN : Infinity) : field === 0 ? fraction * 2 ** smallestExponent : (1 + fraction) * 2 ** (field + smallestExponent - 1);
  return bits & 0x8000 ? -magnitude : magnitude;
}

function roundToEven(value: number): number {
  const rounded = Math.round(value);
  return rounded - value === 0.5 && rounded % 2 === 1 ? rounded - 1 : rounded;
}
