/** @file How each operation of src-shared/operations runs; adding one is a file beside this one and a line here. */
import { prepareInpaint } from './inpaint.ts';
import type { PrepareStep } from './step.ts';
import { prepareTranslate } from './translate.ts';
import { prepareUpscale } from './upscale.ts';

export const steps: Readonly<Record<string, PrepareStep>> = { upscale: prepareUpscale, translate: prepareTranslate, inpaint: prepareInpaint };
