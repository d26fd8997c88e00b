/** @file The state of a picture in one word, for its dot in the filmstrip. Pure. */
import type { Job, Picture } from '../../src-shared/ipc.ts';
import { latestJob, resultOf } from '../stores/jobs.ts';
import type english from '../locales/en.json';

export type PictureStatus = keyof typeof english.filmstrip.states;

export function pictureStatus(picture: Picture, jobs: readonly Job[]): PictureStatus {
  if (picture.state.kind !== 'open') return picture.state.kind;
  const latest = latestJob(jobs, picture.id)?.state.kind;
  if (latest === 'waiting' || latest === 'running') return latest;
  if (latest === 'failed') return 'jobFailed';
  const result = resultOf(jobs, picture.id);
  if (!result) return 'open';
  return result.state.savedTo === null ? 'done' : 'saved';
}
