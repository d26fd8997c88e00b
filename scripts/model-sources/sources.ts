/** @file Where models come from: this repository, or npm packages and where each scale's weights lie inside. */
import type { PinnedPackage } from '../registry-package.ts';

export type ModelSource = {
  /** The package; with its integrity where it is no dependency but fetched when asked for. */
  readonly package: Pick<PinnedPackage, 'name'> | PinnedPackage;
  /** By scale: the folder of a TensorFlow.js Layers model, or a TensorFlow Lite file. */
  readonly weights: Readonly<Record<number, string>>;
};

const everyScale = { 2: 'models/x2', 3: 'models/x3', 4: 'models/x4', 8: 'models/x8' };

/** Trained by Imago, their weights in the repository; `scripts/adopt-model.ts` puts them there. */
export const committed = ['faithful', 'restore', 'day-to-night', 'night-to-day', 'fill', 'photo-to-painting'];

/** Prepared by `npm run models` without arguments. */
export const builtIn = ['sharp', 'quick', 'people'];

/** By model id. */
export const modelSources: Readonly<Record<string, ModelSource>> = {
  sharp: { package: { name: '@upscalerjs/esrgan-legacy' }, weights: { 4: 'models/gans' } },
  quick: { package: { name: '@upscalerjs/esrgan-slim' }, weights: everyScale },
  people: { package: { name: '@mediapipe/selfie_segmentation' }, weights: { 1: 'selfie_segmentation.tflite' } },
  medium: {
    package: {
      name: '@upscalerjs/esrgan-medium',
      version: '1.0.0',
      integrity: 'sha512-Z8JnR87sgetPABKevasXST3FdnXhaoTu9zpXnu3KLaHYpYStVt0FD1VZS9c6jhSGMBC0H929gN9RbWl+MeisKA==',
    },
    weights: everyScale,
  },
  thick: {
    package: {
      name: '@upscalerjs/esrgan-thick',
      version: '1.0.0',
      integrity: 'sha512-Xt7LAEa1WYVdU8teye1A2J3T2ylb3ihlU/x01x1ieM7zZh5FzTll6fwmeUC82mkztWloGZM65KdSEWOmhlXOdw==',
    },
    weights: everyScale,
  },
};
