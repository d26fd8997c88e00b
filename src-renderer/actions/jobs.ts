/** @file Running a picture's steps, cancelling, trying again otherwise. Renderer. */
import { recipeOf } from '../../src-shared/document.ts';
import type { Job } from '../../src-shared/ipc.ts';
import type { Remedy } from '../../src-shared/job.ts';
import type { Recipe } from '../../src-shared/recipe.ts';
import { call } from '../api/bridge.ts';
import { failureSentence } from '../failure-words.ts';
import { whyNotRunnable } from '../panels/runnable.ts';
import { useApplication } from '../stores/application.ts';
import { documentOf, useDocuments } from '../stores/documents.ts';
import { isActive, latestJob, useJobs } from '../stores/jobs.ts';
import { selectedPicture, usePictures } from '../stores/pictures.ts';
import { finalStage, stagesOf, useResults } from '../stores/results.ts';
import { useView } from '../stores/view.ts';
import { resultsFound } from './results.ts';

/** Runs what is missing of the shown picture's steps; nothing where all of it is there or a job is on its way. */
export async function runSelectedPicture(): Promise<void> {
  const picture = selectedPicture(usePictures.getState());
  if (!picture) return;
  // Right after an edit those of the steps before it are still known.
  await resultsFound(picture.id);
  const recipe = recipeOf(documentOf(useDocuments.getState(), picture.id));
  if (whyNotRunnable(recipe?.steps ?? [], picture, useApplication.getState().models) !== null) return;
  const latest = latestJob(useJobs.getState().jobs, picture.id);
  if (!recipe || (latest && isActive(latest)) || finalStage(stagesOf(useResults.getState(), picture.id))) return;
  await run(picture.id, recipe);
}

/** Runs a picture's steps as they are now, whatever was there of them before. */
export async function runAgain(pictureId: string): Promise<void> {
  const recipe = recipeOf(documentOf(useDocuments.getState(), pictureId));
  if (recipe) await run(pictureId, recipe);
}

/** Runs a failed job's steps again with another tile size. */
export const retryJob = ({ pictureId, recipe }: Job, remedy: Remedy): Promise<void> => run(pictureId, recipe, remedy);

async function run(pictureId: string, recipe: Recipe, remedy?: Remedy): Promise<void> {
  const started = await call('job:run', { pictureId, recipe, ...remedy });
  if (started.ok) useJobs.getState().put(started.value);
  else useView.getState().notify({ tone: 'bad', text: failureSentence(started.error) });
}

export const cancelJob = (jobId: string): Promise<null> => call('job:cancel', { jobId });

export function cancelSelectedJob(): void {
  const { selectedId } = usePictures.getState();
  const job = selectedId === null ? undefined : latestJob(useJobs.getState().jobs, selectedId);
  if (job && isActive(job)) void cancelJob(job.id);
}
