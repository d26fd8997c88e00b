/** @file The parameters of a compact upscaler with PReLU for one with leaky ReLU, which ONNX Runtime fuses with the convolution. Pure. */
import { compactUpscaler, type CompactUpscalerConfig } from './compact-upscaler.ts';
import { countParameters } from './parameters.ts';

/**
 * All but the slopes. Learnt slopes of an upscaler lie mostly between 0 and 0.15, so that the one with a fixed slope starts
 * not far from what was trained. Throws where the activation is another than PReLU.
 */
export function leakyUpscaler(config: CompactUpscalerConfig, values: Float32Array): Float32Array {
  if (config.activation !== 'prelu') throw new Error(`expected PReLU, got ${config.activation}`);
  const kept = new Set(compactUpscaler({ ...config, activation: 'leaky' }).specs.map(({ name }) => name));
  let start = 0;
  const parts = compactUpscaler(config).specs.flatMap((spec) => {
    const length = countParameters([spec]);
    start += length;
    return kept.has(spec.name) ? [...values.subarray(start - length, start)] : [];
  });
  return Float32Array.from(parts);
}
