/** @file Asks main which results of a picture's steps are there already. Renderer. */
import { recipeOf } from '../../src-shared/document.ts';
import { call } from '../api/bridge.ts';
import { documentOf, useDocuments } from '../stores/documents.ts';
import { usePictures } from '../stores/pictures.ts';
import { useResults } from '../stores/results.ts';

/** The newest question of each picture: an answer to an older one is out of date. */
const asked = new Map<string, Promise<void>>();

export function findResults(pictureId: string): Promise<void> {
  const question = find(pictureId, () => asked.get(pictureId) === question);
  asked.set(pictureId, question);
  return question;
}

/** Resolves when what is known of the results is of the picture's steps as they are now. */
export async function resultsFound(pictureId: string): Promise<void> {
  for (let question; question !== asked.get(pictureId); ) await (question = asked.get(pictureId));
}

async function find(pictureId: string, isNewest: () => boolean): Promise<void> {
  const picture = usePictures.getState().pictures.find((it) => it.id === pictureId);
  if (picture?.state.kind !== 'open') return;
  const document = documentOf(useDocuments.getState(), pictureId);
  const recipe = recipeOf(document);
  const found = await (recipe === null ? [] : call('result:find', { pictureId, recipe }));
  if (!isNewest()) return;
  const enabled = document.steps.filter((step) => step.enabled);
  useResults.getState().setStages(
    pictureId,
    enabled.map((step, index) => ({ step, stage: found[index] ?? null })),
  );
}

export function forgetResults(pictureId: string): void {
  asked.delete(pictureId);
  useResults.getState().setStages(pictureId, undefined);
}
