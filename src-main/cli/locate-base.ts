/** @file The model package that `--base` names. Command line. */
import { resolve } from 'node:path';
import { type Result, succeed } from '../../src-shared/result.ts';
import type { TrainRequest } from '../../src-shared/trainer-messages.ts';
import { findModel } from '../model-registry/find-models.ts';

const isFolder = (named: string): boolean => /[/\\.]/.test(named);

/** A name with a slash or a dot is a folder, any other the id of an installed model. A run that is resumed needs no base. */
export async function withLocatedBase(request: TrainRequest, directories: readonly string[]): Promise<Result<TrainRequest>> {
  const { base, resume } = request;
  if (base === null || resume) return succeed({ ...request, base: null });
  if (isFolder(base)) return succeed({ ...request, base: resolve(base) });
  const model = await findModel(directories, base);
  return model.ok ? succeed({ ...request, base: resolve(model.value.folder) }) : model;
}
