/**
 * @file `npm run kernels`: compiles the innermost loops, written in AssemblyScript, to WebAssembly, as text in a module
 * beside them. A test compares that module with what comes out now.
 */
import { readFile, writeFile } from 'node:fs/promises';
import { pathToFileURL } from 'node:url';
import asc from 'assemblyscript/asc';

const folder = 'src-main/engine/colour-rows';
const source = `${folder}/colour-rows.as`;
export const kernelModule = `${folder}/kernel-bytes.ts`;

/** The text of the module. Throws what the compiler complains about. */
export async function compileKernel(): Promise<string> {
  const text = await readFile(source, 'utf8');
  let bytes = new Uint8Array();
  const { error, stderr } = await asc.main(['kernel.ts', '--outFile', 'kernel.wasm', '-O3', '--enable', 'simd', '--runtime', 'stub', '--noAssert'], {
    readFile: (name: string) => (name === 'kernel.ts' ? text : null),
    writeFile: (name: string, contents: Uint8Array | string) => {
      if (name === 'kernel.wasm') bytes = contents as Uint8Array<ArrayBuffer>;
    },
    listFiles: () => [],
  });
  if (error) throw new Error(`${error.message}\n${stderr.toString()}`);
  return `/** @file WebAssembly of \`colour-rows.as\`, compiled by \`npm run kernels\`; do not edit. */\nexport const kernelBytes = Buffer.from(\n  '${Buffer.from(bytes).toString('base64')}',\n  'base64',\n);\n`;
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) await writeFile(kernelModule, await compileKernel());
