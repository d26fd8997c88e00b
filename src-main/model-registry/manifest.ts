/** @file Reads the manifest of a model package. Runs in the engine, main and the command line. */
import { readFile } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { z } from 'zod';
import { failure } from '../../src-shared/failure.ts';
import { type ModelManifest, modelManifestSchema } from '../../src-shared/model.ts';
import { failWith, type Result, succeed } from '../../src-shared/result.ts';

export const manifestName = 'manifest.json';

const missing = (error: unknown) => (error as NodeJS.ErrnoException).code === 'ENOENT';

/** A package lies in a folder named after its id. */
export async function loadManifest(folder: string): Promise<Result<ModelManifest>> {
  const id = basename(folder);
  const text = await readFile(join(folder, manifestName), 'utf8').catch((error: unknown) => {
    if (missing(error)) return undefined;
    throw error;
  });
  if (text === undefined) return failWith(failure('model-missing', `There is no model “${id}”.`, { advice: 'Choose another model.', detail: folder }));
  const parsed = parseManifest(text);
  if (!parsed.ok) return failWith(invalid(id, parsed.error));
  if (parsed.value.id !== id) return failWith(invalid(id, `expected the id ${id}, got ${parsed.value.id}`));
  return parsed;
}

/** The error is what was expected and what was found, for a log. */
export function parseManifest(text: string): Result<ModelManifest, string> {
  const parsed = modelManifestSchema.safeParse(parseJson(text));
  return parsed.success ? succeed(parsed.data) : failWith(z.prettifyError(parsed.error));
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

const invalid = (id: string, detail: string) =>
  failure('model-invalid', `The description of the model “${id}” cannot be used.`, { advice: 'Import the model again.', detail });
