/**
 * @file Whether what a network gave back can be a picture: right size, finite, not flat where its input was not. Pure;
 * runs in the engine after every tile. A driver's fault shows as NaN, black or one colour, and must not be saved.
 */
import { failWith, type Result, succeed } from '../../src-shared/result.ts';
import { failure } from '../../src-shared/failure.ts';

/** Spread between lightest and darkest, as parts of the range, from which an input counts as not flat. */
const inputSpread = 16 / 255;
/** Spread up to which an output counts as flat. */
const outputSpread = 0.5 / 255;

export function checkOutput(input: Float32Array, output: Float32Array, expectedLength: number, range: number): Result<null> {
  const bad = (what: string) => failWith(failure('output-bad', `The device gave back a wrong picture: ${what}.`));
  if (output.length !== expectedLength) return bad(`expected ${expectedLength} values, got ${output.length}`);
  const result = extremes(output);
  if (!Number.isFinite(result.high - result.low)) return bad('some values are not numbers');
  if ((result.high - result.low) / range > outputSpread) return succeed(null);
  const source = extremes(input);
  if ((source.high - source.low) / range < inputSpread) return succeed(null);
  return bad('it is all one colour');
}

/** Lowest and highest value; NaN where any value is NaN. */
function extremes(values: Float32Array): { low: number; high: number } {
  let low = Infinity;
  let high = -Infinity;
  let sum = 0;
  for (const value of values) {
    if (value < low) low = value;
    if (value > high) high = value;
    sum += value * 0;
  }
  // Comparisons skip NaN; `value * 0` is NaN for NaN and both infinities, and sticks in the sum.
  return Number.isNaN(sum) ? { low: NaN, high: NaN } : { low, high };
}
