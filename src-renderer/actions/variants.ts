/** @file Another result of the selected step, where its operation has several. Renderer. */
import type { RangeParameter } from '../../src-shared/operations/operation.ts';
import { whyNotRunnable } from '../panels/runnable.ts';
import { useApplication } from '../stores/application.ts';
import { isActive, latestJob, useJobs } from '../stores/jobs.ts';
import { finalStage, stagesOf, useResults } from '../stores/results.ts';
import { changeParameterApart, operationOf } from './documents.ts';
import { runAgain } from './jobs.ts';
import { maskSubject, type MaskSubject } from './masks.ts';
import { runPreview } from './preview.ts';

/** What an operation calls the number that gives another result of the same kind. */
const name = 'variant';

export function variantsOf({ step }: MaskSubject): RangeParameter | null {
  const parameter = operationOf(step).parameters[name];
  return parameter?.kind === 'range' ? parameter : null;
}

export function canTryAgain(): boolean {
  const subject = maskSubject();
  if (!subject || !subject.step.enabled || !variantsOf(subject)) return false;
  const job = latestJob(useJobs.getState().jobs, subject.picture.id);
  return !(job && isActive(job)) && whyNotRunnable([subject.step], subject.picture, useApplication.getState().models) === null;
}

/** The next variant, after the last the first, each a step of undo; shown as the one before was: as a result, or as a preview. */
export async function tryAgain(): Promise<void> {
  const subject = maskSubject();
  const variants = subject && variantsOf(subject);
  if (!subject || !variants || !canTryAgain()) return;
  const { picture, step } = subject;
  const variant = Number(step.parameters[name]);
  const hadResult = finalStage(stagesOf(useResults.getState(), picture.id)) !== undefined;
  changeParameterApart(picture.id, step, name, variant >= variants.max ? variants.min : variant + variants.step);
  if (hadResult) await runAgain(picture.id);
  else if (!useApplication.getState().settings.automaticPreview) await runPreview();
}
