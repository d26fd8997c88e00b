/** @file The parameters of a compact upscaler with more hidden convolutions, which begins where the shallower one ended. Pure. */
import { compactUpscaler, type CompactUpscalerConfig } from './compact-upscaler.ts';
import { countParameters } from './parameters.ts';

const taps = 9;
const centre = 4;

/** Only a plain filter can start as the identity and still learn. */
export const canDeepen = ({ filters }: CompactUpscalerConfig): boolean => filters === 'plain';

/**
 * Each new layer comes after the last hidden one and starts as the identity (Chen et al. 2016, "Net2Net"): with PReLU, of
 * slope 1, the deeper network gives what the shallower one gave; a leaky ReLU makes what is negative, and small after the
 * one before, smaller still. Throws where `canDeepen` says no or `depth` is smaller.
 */
export function deepenUpscaler(config: CompactUpscalerConfig, values: Float32Array, depth: number): Float32Array {
  const added = depth - config.depth;
  if (!canDeepen(config) || added < 0) throw new Error(`expected plain filters and at least ${config.depth} hidden convolutions, got ${config.filters} and ${depth}`);
  const tail = countParameters(compactUpscaler(config).specs.slice(-2));
  const identity = identityLayer(config);
  return Float32Array.from([...values.subarray(0, -tail), ...Array.from({ length: added }, () => identity).flat(), ...values.subarray(-tail)]);
}

/** Filter, biases and, with PReLU, slopes. */
function identityLayer({ width, activation }: CompactUpscalerConfig): number[] {
  const filter = Array.from({ length: width * width * taps }, (_, index) => {
    const [to, from] = [Math.floor(index / taps / width), Math.floor(index / taps) % width];
    return to === from && index % taps === centre ? 1 : 0;
  });
  const slopes = activation === 'prelu' ? new Array<number>(width).fill(1) : [];
  return [...filter, ...new Array<number>(width).fill(0), ...slopes];
}
