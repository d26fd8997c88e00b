/** @file The parameters of a compact upscaler for another scale: all convolutions but the last are the same. Pure. */
import { compactUpscaler, type CompactUpscalerConfig } from './compact-upscaler.ts';
import { countParameters } from './parameters.ts';

const colours = 3;

/**
 * Each pixel of a block starts as the pixel of the old block that lies there, so that the new network gives what the old
 * one does, its pixels repeated or left out.
 */
export function rescaleUpscaler(config: CompactUpscalerConfig, values: Float32Array, scale: number): Float32Array {
  const [filter, bias] = compactUpscaler(config).specs.slice(-2).map(({ shape }) => countParameters([{ name: '', shape, init: { kind: 'constant', value: 0 } }])) as [number, number];
  const body = values.length - filter - bias;
  const kept = Array.from({ length: scale * scale * colours }, (_, channel) => {
    const [y, x] = [Math.floor(channel / colours / scale), Math.floor(channel / colours) % scale].map((place) => Math.floor((place * config.scale) / scale)) as [number, number];
    return (y * config.scale + x) * colours + (channel % colours);
  });
  const of = (from: number, length: number) => kept.flatMap((channel) => [...values.subarray(from + channel * length, from + (channel + 1) * length)]);
  return Float32Array.from([...values.subarray(0, body), ...of(body, filter / bias), ...of(body + filter, 1)]);
}
