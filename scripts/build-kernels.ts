/**
 * @file `npm run kernels`: compiles the innermost loops, written in AssemblyScript, to WebAssembly, as text in a module
 * beside them. A test compares that module with what comes out now.
 */
import { readdir, readFile, writeFile } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { pathToFileURL } from 'node:url';
import asc from 'assemblyscript/asc';

const folder = 'src-main/engine/kernels';
export const kernelModule = `${folder}/kernel-bytes.ts`;

/** The text of the module. Throws what the compiler complains about. */
export async function compileKernels(): Promise<string> {
  const sources = (await readdir(folder)).filter((name) => name.endsWith('.as')).toSorted();
  const compiled = await Promise.all(sources.map(async (name) => `  '${basename(name, '.as')}': '${(await compileKernel(join(folder, name))).toString('base64')}',\n`));
  return `/** @file WebAssembly of the sources beside it, in base64, compiled by \`npm run kernels\`; do not edit. */\nexport const kernelBytes = {\n${compiled.join('')}};\n`;
}

async function compileKernel(source: string): Promise<Buffer> {
  const text = await readFile(source, 'utf8');
  let bytes = new Uint8Array();
  const { error, stderr } = await asc.main(['kernel.ts', '--outFile', 'kernel.wasm', '-O3', '--enable', 'simd', '--runtime', 'stub', '--noAssert'], {
    readFile: (name: string) => (name === 'kernel.ts' ? text : null),
    writeFile: (name: string, contents: Uint8Array | string) => {
      if (name === 'kernel.wasm') bytes = contents as Uint8Array<ArrayBuffer>;
    },
    listFiles: () => [],
  });
  if (error) throw new Error(`${source}: ${error.message}\n${stderr.toString()}`);
  return Buffer.from(bytes);
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) await writeFile(kernelModule, await compileKernels());
