/** @file Real generators with random weights, small enough for tests. */
import { initialParameters } from '../networks/parameters.ts';
import { relightGenerator, styleCodeLength } from '../networks/relight-generator.ts';
import { resnetGenerator } from '../networks/resnet-generator.ts';
import { seedRandom } from '../trainer/random.ts';
import { relighterModel } from '../trainer/run/export-relighter.ts';
import { translatorModel } from '../trainer/run/export-translator.ts';

/** A ResNet with instance normalisation; it reaches 12 + 8 `blocks` pixels. */
export function tinyTranslator(blocks = 1, width = 4): Uint8Array {
  const config = { width, blocks, upsampling: 'resize', normalisation: 'instance' } as const;
  const random = seedRandom(3);
  return translatorModel(config, initialParameters(resnetGenerator(config).specs, () => 5 * random.normal()));
}

/** A relighting generator whose maps differ from place to place. */
export function tinyRelighter(): Uint8Array {
  const config = { width: 4 };
  const random = seedRandom(5);
  return relighterModel(config, initialParameters(relightGenerator(config).specs, () => 4 * random.normal()));
}

export const tinyLooks = [
  { name: 'Amber', code: Array.from({ length: styleCodeLength }, (_, index) => 0.5 - index / 3) },
  { name: 'Blue', code: Array.from({ length: styleCodeLength }, (_, index) => index / 2 - 1) },
];

/** Planes in [0, 1] with smooth parts, edges and grain, all different; the same for the same size. */
export function testPlanes(width: number, height: number): Float32Array {
  const random = seedRandom(11);
  const planes = new Float32Array(3 * width * height);
  for (let channel = 0; channel < 3; channel += 1) {
    for (let y = 0; y < height; y += 1) {
      for (let x = 0; x < width; x += 1) {
        const wave = Math.sin(x / (9 + 2 * channel)) * Math.cos(y / (13 - channel));
        const block = (Math.floor(x / 37) + Math.floor(y / 23)) % 2 === 0 ? 0.2 : -0.1;
        planes[(channel * height + y) * width + x] = Math.min(1, Math.max(0, 0.45 + 0.2 * wave + block + 0.03 * random.normal() - 0.1 * (y / height)));
      }
    }
  }
  return planes;
}
