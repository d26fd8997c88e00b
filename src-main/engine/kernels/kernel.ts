/** @file Makes the compiled kernels, and lays out their memory. Runs in the engine and its row workers. */
import { kernelBytes } from './kernel-bytes.ts';

export type KernelMemory = { readonly buffer: ArrayBuffer; grow(pages: number): number };
/** What a kernel's source exports beside its memory; numbers are places in that, counts and values. */
export type Kernel<Name extends string> = { readonly memory: KernelMemory } & Readonly<Record<Name, (...numbers: number[]) => void>>;

/** What is used of it; its types are those of a web page. */
const { Instance, Module } = (globalThis as unknown as { WebAssembly: { Module: new (bytes: Uint8Array) => object; Instance: new (module: object) => { readonly exports: unknown } } }).WebAssembly;

const pageBytes = 65536;
/** Before it a kernel has its own. */
export const firstPlace = pageBytes;

/** Compiled once: what runs a while becomes faster, and all kernels of a source share that. */
const modules = new Map<keyof typeof kernelBytes, object>();

/** One with a memory of its own; `Name` are the functions that its source exports. */
export function createKernel<Name extends string>(source: keyof typeof kernelBytes): Kernel<Name> {
  const module = modules.get(source) ?? new Module(Buffer.from(kernelBytes[source], 'base64'));
  modules.set(source, module);
  return new Instance(module).exports as Kernel<Name>;
}

/** Places for so many bytes each, multiples of 16 from `start` on; there is memory for them, which may be another buffer than before. */
export function layOut<Place extends string>({ memory }: { readonly memory: KernelMemory }, sizes: Readonly<Record<Place, number>>, start: number): { readonly places: Readonly<Record<Place, number>>; readonly end: number } {
  let end = start;
  const places = Object.entries<number>(sizes).map(([name, bytes]) => {
    const place = end;
    end += Math.ceil(bytes / 16) * 16;
    return [name, place] as const;
  });
  const missing = end - memory.buffer.byteLength;
  if (missing > 0) memory.grow(Math.ceil(missing / pageBytes));
  return { places: Object.fromEntries(places) as Record<Place, number>, end };
}
