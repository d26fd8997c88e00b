/**
 * @file Whether what a network gave back can be a picture: right size, finite, not flat where its input was not. Pure;
 * runs in the engine after every tile. A driver's fault shows as NaN, black or one colour, and must not be saved.
 */
import { failure } from '../../src-shared/failure.ts';
import { failWith, type Result, succeed } from '../../src-shared/result.ts';
import { planesOf } from './tensor.ts';

/** Distance from a plane's first value, as parts of the range, beyond which an input is not flat. */
const inputSpread = 16 / 255;
/** Distance up to which an output is flat. */
const outputSpread = 0.5 / 255;

/** Both are three planes of values in 0..`range`. */
export function checkOutput(input: Float32Array, output: Float32Array, expectedLength: number, range: number): Result<null> {
  // The CPU is tried before anybody reads this.
  const advice = 'Choose another model.';
  const bad = (what: string) => failWith(failure('output-bad', `The device gave back a wrong picture: ${what}.`, { advice }));
  if (output.length !== expectedLength) return bad(`expected ${expectedLength} values, got ${output.length}`);
  if (!allFinite(output)) return bad('some values are not numbers');
  if (isFlat(output, outputSpread * range) && !isFlat(input, inputSpread * range)) return bad('it is all one colour');
  return succeed(null);
}

/** NaN and infinities stick in a sum; finite float32 values cannot overflow a double. */
export function allFinite(values: Float32Array): boolean {
  let sum = 0;
  for (let left = values.length; left > 0; left -= 1) sum += values[left - 1]!;
  return Number.isFinite(sum);
}

/** One colour all over. Ends at the first value that differs, which in a picture comes soon. */
function isFlat(tensor: Float32Array, spread: number): boolean {
  return planesOf(tensor, 3).every((plane) => plane.every((value) => Math.abs(value - plane[0]!) <= spread));
}
