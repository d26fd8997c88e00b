/** @file What is done to the pictures that are chosen in the filmstrip. Renderer. */
import { recipeOf } from '../../src-shared/document.ts';
import { call } from '../api/bridge.ts';
import { chosenIds } from '../filmstrip/selection.ts';
import { whyNotRunnable } from '../panels/runnable.ts';
import { useApplication } from '../stores/application.ts';
import { documentOf, useDocuments } from '../stores/documents.ts';
import { isActive, latestJob, useJobs } from '../stores/jobs.ts';
import { usePictures } from '../stores/pictures.ts';
import { finalStage, stagesOf, useResults } from '../stores/results.ts';
import { useSelection } from '../stores/selection.ts';
import { copyStepsTo } from './documents.ts';
import { closePicture } from './pictures.ts';
import { exportResults } from './save.ts';

export function chosenPictures(): string[] {
  const { pictures, selectedId } = usePictures.getState();
  return chosenIds(pictures.map(({ id }) => id), useSelection.getState().selection, selectedId);
}

/** Runs what is missing of every chosen picture's steps. */
export async function runChosen(): Promise<void> {
  for (const pictureId of chosenPictures()) {
    const picture = usePictures.getState().pictures.find(({ id }) => id === pictureId);
    const recipe = recipeOf(documentOf(useDocuments.getState(), pictureId));
    const latest = latestJob(useJobs.getState().jobs, pictureId);
    if (!picture || !recipe || whyNotRunnable(recipe.steps, picture, useApplication.getState().models) !== null) continue;
    if ((latest && isActive(latest)) || finalStage(stagesOf(useResults.getState(), pictureId))) continue;
    const started = await call('job:run', { pictureId, recipe });
    if (started.ok) useJobs.getState().put(started.value);
  }
}

/** The shown picture's steps go to the others that are chosen. */
export function copyStepsToChosen(): void {
  const { selectedId } = usePictures.getState();
  const others = chosenPictures().filter((id) => id !== selectedId);
  if (selectedId !== null && others.length > 0) copyStepsTo(selectedId, others);
}

export const exportChosen = (): Promise<void> => exportResults(chosenPictures());

export async function closeChosen(): Promise<void> {
  const ids = chosenPictures();
  // The neighbour that is shown next is asked for once, not for every picture on the way.
  const { pictures, selectedId, select } = usePictures.getState();
  const last = pictures.findLastIndex(({ id }) => ids.includes(id));
  const next = pictures.slice(last + 1).find(({ id }) => !ids.includes(id)) ?? pictures.slice(0, last).findLast(({ id }) => !ids.includes(id));
  if (next && selectedId !== null && ids.includes(selectedId)) select(next.id);
  await Promise.all(ids.map(closePicture));
}

export const revealPicture = (pictureId: string): Promise<null> => call('picture:reveal', { pictureId });
export const copyPath = (pictureId: string): Promise<null> => call('picture:copy-path', { pictureId });
