import { readFile } from 'node:fs/promises';
import { expect, it } from 'vitest';
import { compileKernels, kernelModule } from './build-kernels.ts';

it('the committed WebAssembly is what its source compiles to', async () => {
  expect(await readFile(kernelModule, 'utf8')).toBe(await compileKernels());
}, 300_000);
