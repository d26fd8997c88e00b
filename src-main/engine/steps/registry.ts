/** @file How each operation of src-shared/operations runs; adding one is a file beside this one and a line here. */
import type { PrepareStep } from './step.ts';
import { prepareUpscale } from './upscale.ts';

export const steps: Readonly<Record<string, PrepareStep>> = { upscale: prepareUpscale };
