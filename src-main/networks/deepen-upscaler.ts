/** @file The parameters of a compact upscaler with more hidden convolutions, which gives what the shallower one gave. Pure. */
import { compactUpscaler, type CompactUpscalerConfig } from './compact-upscaler.ts';
import { countParameters } from './parameters.ts';

const taps = 9;
const centre = 4;

/** Only a plain filter can start as the identity and still learn, and only PReLU, of slope 1, can be passed unchanged. */
export const canDeepen = ({ filters, activation }: CompactUpscalerConfig): boolean => filters === 'plain' && activation === 'prelu';

/**
 * Each new layer comes after the last hidden one and starts as the identity (Chen et al. 2016, "Net2Net"), so that a
 * deeper network starts as good as the one that was trained. Throws where `canDeepen` says no or `depth` is smaller.
 */
export function deepenUpscaler(config: CompactUpscalerConfig, values: Float32Array, depth: number): Float32Array {
  const added = depth - config.depth;
  if (!canDeepen(config) || added < 0) throw new Error(`expected plain filters, PReLU and at least ${config.depth} hidden convolutions, got ${config.filters}, ${config.activation} and ${depth}`);
  const tail = countParameters(compactUpscaler(config).specs.slice(-2));
  const identity = identityLayer(config.width);
  return Float32Array.from([...values.subarray(0, -tail), ...Array.from({ length: added }, () => identity).flat(), ...values.subarray(-tail)]);
}

/** Filter, biases and slopes. */
function identityLayer(width: number): number[] {
  const filter = Array.from({ length: width * width * taps }, (_, index) => {
    const [to, from] = [Math.floor(index / taps / width), Math.floor(index / taps) % width];
    return to === from && index % taps === centre ? 1 : 0;
  });
  return [...filter, ...new Array<number>(width).fill(0), ...new Array<number>(width).fill(1)];
}
