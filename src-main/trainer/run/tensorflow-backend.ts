/**
 * @file The opt-in backend: TensorFlow's own library for owners of a matching CUDA set-up, loaded where it was installed;
 * trainer process. It registers itself with the TensorFlow.js that is already here: both share one engine.
 */
import { createRequire } from 'node:module';
import * as tf from '@tensorflow/tfjs';
import { failure, type Failure } from '../../../src-shared/failure.ts';
import { failWith, type Result, succeed } from '../../../src-shared/result.ts';

const packageName = '@tensorflow/tfjs-node-gpu';
const backend = 'tensorflow';
/** It calls functions that later ones have removed. */
const newestNode = 22;
const install = 'npm run tensorflow:install';

/** `from` is a file from which the package is looked for. */
export async function useTensorflow(from: string = import.meta.url, node = process.versions.node): Promise<Result<null>> {
  if (Number.parseInt(node) > newestNode) {
    return failWith(failure('device-failed', `The TensorFlow backend needs Node ${newestNode} or older, got ${node}.`, { advice: `Use Node ${newestNode}, or train without --backend tensorflow.` }));
  }
  try {
    createRequire(from)(packageName);
    if (await tf.setBackend(backend)) return succeed(null);
    return failWith(unloadable('its backend could not be initialised'));
  } catch (error) {
    const detail = error instanceof Error ? error.message : String(error);
    return failWith(isMissing(error) ? missing() : unloadable(detail));
  }
}

/** The package itself, not something that it needs. */
const isMissing = (error: unknown): boolean => {
  const { code, message } = error as NodeJS.ErrnoException;
  return code === 'MODULE_NOT_FOUND' && message.includes(`'${packageName}'`);
};

const missing = (): Failure =>
  failure('device-failed', 'The TensorFlow backend is not installed.', { advice: `Install it with: ${install}. Or train without --backend tensorflow: the built-in backend needs no installation.` });

const unloadable = (detail: string): Failure =>
  failure('device-failed', 'The TensorFlow backend is installed but could not be loaded.', {
    advice: `It needs its native part (${install}), and for a GPU an NVIDIA card with CUDA 11.2 and cuDNN 8.1. Or train without --backend tensorflow.`,
    detail,
  });
