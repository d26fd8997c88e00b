/** @file Running operations, cancelling them, saving what came out. Renderer. */
import type { Operation } from '../../src-shared/operations/operation.ts';
import { operations } from '../../src-shared/operations/registry.ts';
import { call } from '../api/bridge.ts';
import { whyNotRunnable } from '../panels/runnable.ts';
import { useApplication } from '../stores/application.ts';
import { useChoices } from '../stores/choices.ts';
import { isActive, latestJob, useJobs } from '../stores/jobs.ts';
import { selectedPicture, usePictures } from '../stores/pictures.ts';
import { useView } from '../stores/view.ts';

/** There is one operation so far; with the second, the panel gets a choice. */
export const currentOperation = (): Operation => operations[0]!;

export async function runCurrentOperation(): Promise<void> {
  const picture = selectedPicture(usePictures.getState());
  const operation = currentOperation();
  const parameters = useChoices.getState().parameters[operation.id]!;
  const { jobs, put } = useJobs.getState();
  if (!picture || whyNotRunnable(operation, parameters, picture, useApplication.getState().models) !== null) return;
  const latest = latestJob(jobs, picture.id);
  if (latest && isActive(latest)) return;
  const recipe = { version: 1 as const, steps: [{ operation: operation.id, parameters }] };
  const started = await call('job:run', { pictureId: picture.id, recipe });
  if (started.ok) put(started.value);
  else useView.getState().notify({ tone: 'bad', text: started.error.message });
}

export const cancelJob = (jobId: string): Promise<null> => call('job:cancel', { jobId });

export function cancelSelectedJob(): void {
  const { selectedId } = usePictures.getState();
  const job = selectedId === null ? undefined : latestJob(useJobs.getState().jobs, selectedId);
  if (job && isActive(job)) void cancelJob(job.id);
}

export const revealResult = (jobId: string): Promise<null> => call('result:reveal', { jobId });
