/**
 * @file How a child that runs networks gets its memory; pure. A tile, or a training step, asks for the same large blocks
 * again and again. glibc would fetch each from the system and give it back, which costs up to half of the time; ONNX
 * Runtime's own arena keeps twice as much as is needed. So glibc is told to keep what it has.
 */
export function memoryEnvironment(platform: NodeJS.Platform): Record<string, string> {
  const largest = String(2 ** 32);
  return platform === 'linux' ? { MALLOC_MMAP_THRESHOLD_: largest, MALLOC_TRIM_THRESHOLD_: largest } : {};
}
