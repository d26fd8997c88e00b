import { readFile } from 'node:fs/promises';
import { describe, expect, it } from 'vitest';
import { compactUpscaler } from '../../networks/compact-upscaler.ts';
import { countParameters, initialParameters } from '../../networks/parameters.ts';
import { resnetGenerator } from '../../networks/resnet-generator.ts';
import { seedRandom } from '../random.ts';
import { translatorModel } from './export-translator.ts';
import { upscalerModel } from './export-upscaler.ts';
import { readUpscaler } from './read-upscaler.ts';

const random = seedRandom(8);

describe('readUpscaler', () => {
  it('reads our default upscaler, so that a training can start from it', async () => {
    const file = await readFile('models/faithful/x2.onnx');
    const read = readUpscaler(file)!;
    expect(read.network).toMatchObject({ scale: 2, activation: 'prelu', filters: 'plain', longSkip: true });
    expect(Buffer.from(upscalerModel(read.network, read.values, true)).equals(file)).toBe(true);
  });

  it.each([
    { scale: 3, width: 4, depth: 1, activation: 'leaky', longSkip: false },
    { scale: 2, width: 3, depth: 2, activation: 'prelu', longSkip: false },
    { scale: 4, width: 7, depth: 2, activation: 'leaky', longSkip: true },
  ] as const)('reads back what was written: %j', (config) => {
    const network = { ...config, filters: 'plain' } as const;
    const values = Float32Array.from({ length: countParameters(compactUpscaler(network).specs) }, random.normal);
    expect(readUpscaler(upscalerModel(network, values))).toEqual({ network: { kind: 'compact-upscaler', ...network }, values });
  });

  it('finds none in another network, nor in what is no network', () => {
    const generator = { width: 3, blocks: 1, upsampling: 'resize', normalisation: 'instance' } as const;
    const other = translatorModel(generator, initialParameters(resnetGenerator(generator).specs, random.normal));
    expect(readUpscaler(other)).toBeNull();
    expect(readUpscaler(Buffer.from('not an ONNX file'))).toBeNull();
  });
});
