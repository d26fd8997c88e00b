/** @file Asks main which results of a picture's steps are there already. Renderer. */
import { recipeOf } from '../../src-shared/document.ts';
import { call } from '../api/bridge.ts';
import { documentOf, useDocuments } from '../stores/documents.ts';
import { usePictures } from '../stores/pictures.ts';
import { useResults } from '../stores/results.ts';

/** The newest question of each picture: an answer to an older one is out of date. */
const asked = new Map<string, number>();
let questions = 0;

export async function findResults(pictureId: string): Promise<void> {
  const picture = usePictures.getState().pictures.find((it) => it.id === pictureId);
  const question = ++questions;
  asked.set(pictureId, question);
  if (picture?.state.kind !== 'open') return;
  const document = documentOf(useDocuments.getState(), pictureId);
  const recipe = recipeOf(document);
  const found = recipe === null ? [] : await call('result:find', { pictureId, recipe });
  if (asked.get(pictureId) !== question) return;
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
