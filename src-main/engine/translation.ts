/** @file What the ways of translating a picture need to know. Runs in the engine. */
import type { ModelNetwork } from '../../src-shared/model.ts';
import type { Protection } from './protect.ts';
import type { Lighting } from './run-generator.ts';

export type Translation = {
  readonly id: string;
  readonly network: ModelNetwork;
  /** Path of the network's verified file. */
  readonly model: string;
  readonly lighting: Lighting;
  /** 0 to 1. */
  readonly strength: number;
  readonly protect: Protection;
};
