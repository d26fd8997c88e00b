/**
 * @file How a child that runs networks gets its memory; pure.
 *
 * A tile, or a training step, asks for the same large blocks again and again. glibc would fetch each from the system and
 * give it back, which costs up to a third of the time. ONNX Runtime's own arena serves tiles, but keeps twice as much as
 * a training step needs. So glibc is told to keep blocks up to a size, and how much it may hold that nobody uses.
 */
const mebibyte = 2 ** 20;

/** The engine keeps what goes into a tile and comes out of it; what grows with the picture, such as a row of tiles, goes back. */
export const engineMemory = { block: 64 * mebibyte, idle: 256 * mebibyte };
/** A training step always needs the same. */
export const trainerMemory = { block: 4096 * mebibyte, idle: 4096 * mebibyte };

export function memoryEnvironment(platform: NodeJS.Platform, { block, idle }: typeof engineMemory): Record<string, string> {
  return platform === 'linux' ? { MALLOC_MMAP_THRESHOLD_: String(block), MALLOC_TRIM_THRESHOLD_: String(idle) } : {};
}
