/** @file Every operation that Imago knows; adding one is a file beside this one and a line here. */
import { inpaint } from './inpaint.ts';
import type { Operation } from './operation.ts';
import { translate } from './translate.ts';
import { upscale } from './upscale.ts';

export const operations: readonly Operation[] = [upscale, translate, inpaint];

export function findOperation(id: string): Operation | undefined {
  return operations.find((operation) => operation.id === id);
}
