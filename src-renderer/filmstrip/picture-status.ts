/** @file The state of a picture in one word, for its dot in the filmstrip. Pure. */
import type { Job, Picture, Stage } from '../../src-shared/ipc.ts';
import type english from '../locales/en.json';

export type PictureStatus = keyof typeof english.filmstrip.states;

type Known = {
  readonly picture: Picture;
  /** The newest of the picture, whatever became of it. */
  readonly job: Job | undefined;
  /** The picture after all of its steps, where that is there. */
  readonly result: Stage | undefined;
  readonly saved: boolean;
};

export function pictureStatus({ picture, job, result, saved }: Known): PictureStatus {
  if (picture.state.kind !== 'open') return picture.state.kind;
  const { kind } = job?.state ?? {};
  if (kind === 'waiting' || kind === 'running') return kind;
  if (result) return saved ? 'saved' : 'done';
  return kind === 'failed' ? 'jobFailed' : 'open';
}
