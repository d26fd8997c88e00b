/** @file Sessions of networks that were rewritten for the device first. Runs in the engine. */
import { readFile } from 'node:fs/promises';
import { rewriteForProcessor } from '../onnx-rewrite/for-processor.ts';
import type { CreateSession } from '../runtime/session.ts';

/** Networks of tiles run long on a processor, so that rewriting them pays; all others stay as they are. */
export const rewrittenSessions =
  (create: CreateSession): CreateSession =>
  async (source, provider) => {
    if (provider !== 'cpu' || !source.tiles) return create(source, provider);
    // Of a file that cannot be read, whoever loads it tells.
    const bytes = typeof source.model === 'string' ? await readFile(source.model).catch(() => null) : source.model;
    const rewritten = bytes && rewriteForProcessor(bytes);
    return create(rewritten ? { ...source, model: rewritten } : source, provider);
  };
