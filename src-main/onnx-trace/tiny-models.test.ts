import { InferenceSession, Tensor } from 'onnxruntime-node';
import { describe, expect, it } from 'vitest';
import { boxBlurModel, constantModel, identityModel, nearestUpscaleModel } from './tiny-models.ts';

async function run(model: Uint8Array, values: Float32Array, height: number, width: number) {
  const session = await InferenceSession.create(model);
  const { output } = await session.run({ input: new Tensor('float32', values, [1, 3, height, width]) });
  if (!output) throw new Error('the model gave no output');
  return { dims: output.dims, data: output.data as Float32Array };
}
const ramp = (length: number) => Float32Array.from({ length }, (_, index) => index / length);

describe('tiny models', () => {
  it('identity returns its input', async () => {
    const { dims, data } = await run(identityModel(), ramp(18), 2, 3);
    expect(dims).toEqual([1, 3, 2, 3]);
    expect(data).toEqual(ramp(18));
  });

  it('nearest upscale repeats pixels', async () => {
    const { dims, data } = await run(nearestUpscaleModel(3), ramp(6), 1, 2);
    expect(dims).toEqual([1, 3, 3, 6]);
    const [first, second] = ramp(6);
    expect([...data.subarray(0, 6)]).toEqual([first, first, first, second, second, second]);
    expect(data[17 + 18]).toBe(ramp(6)[3]);
  });

  it.each([0.25, Number.NaN, Number.POSITIVE_INFINITY])('constant is %f whatever comes in', async (value) => {
    const { dims, data } = await run(constantModel(value, 2), ramp(18), 3, 2);
    expect(dims).toEqual([1, 3, 6, 4]);
    expect([...data]).toEqual(new Array(72).fill(value));
  });

  it('box blur takes the mean of nine, with zeros outside', async () => {
    const input = ramp(27);
    const { data } = await run(boxBlurModel(), input, 3, 3);
    const mean = (values: Float32Array) => values.reduce((sum, value) => sum + value, 0) / 9;
    expect(data[4]).toBeCloseTo(mean(input.subarray(0, 9)), 6);
    expect(data[18]).toBeCloseTo(mean(Float32Array.of(...[18, 19, 21, 22].map((index) => input[index]!))), 6);
  });
});
