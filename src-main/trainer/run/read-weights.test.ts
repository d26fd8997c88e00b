import { readFile } from 'node:fs/promises';
import { expect, it } from 'vitest';
import { countParameters } from '../../networks/parameters.ts';
import { relightGenerator } from '../../networks/relight-generator.ts';
import { resnetGenerator } from '../../networks/resnet-generator.ts';
import { seedRandom } from '../random.ts';
import { relighterModel } from './export-relighter.ts';
import { translatorModel } from './export-translator.ts';
import { readWeights } from './read-weights.ts';

const random = seedRandom(8);
const drawn = (count: number) => Float32Array.from({ length: count }, random.normal);

it('reads the built-in day-to-night model, so that a training can start from it', async () => {
  const file = await readFile('models/day-to-night/relighter.onnx');
  const build = (values: Float32Array) => relighterModel({ width: 24 }, values);
  const values = readWeights(file, countParameters(relightGenerator({ width: 24 }).specs), build)!;
  expect(Buffer.from(relighterModel({ width: 24 }, values, true)).equals(file)).toBe(true);
});

it('reads back what was written, and nothing of another network', () => {
  const generator = { width: 3, blocks: 2, upsampling: 'transposed', normalisation: 'instance' } as const;
  const count = countParameters(resnetGenerator(generator).specs);
  const values = drawn(count);
  const file = translatorModel(generator, values);
  expect(readWeights(file, count, (marks) => translatorModel(generator, marks))).toEqual(values);
  const wider = { ...generator, width: 4 };
  expect(readWeights(file, countParameters(resnetGenerator(wider).specs), (marks) => translatorModel(wider, marks))).toBeNull();
  expect(readWeights(Buffer.from('not an ONNX file'), count, (marks) => translatorModel(generator, marks))).toBeNull();
});
