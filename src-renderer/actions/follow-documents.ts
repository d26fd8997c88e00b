/** @file What follows from an edit, a picture that comes or goes and a job that gets on: results are found, the session is kept. Renderer. */
import type { Document } from '../../src-shared/document.ts';
import type { Job, Picture } from '../../src-shared/ipc.ts';
import { call } from '../api/bridge.ts';
import { useDocuments } from '../stores/documents.ts';
import type { Documents } from '../stores/history.ts';
import { useJobs } from '../stores/jobs.ts';
import { usePictures } from '../stores/pictures.ts';
import { initialDocument } from './documents.ts';
import { learnFromJob } from './paces.ts';
import { findResults, forgetResults } from './results.ts';

/** A slider in motion is not written down at every step. */
const keepAfterMs = 400;

/** `restored` are the documents of the session before. */
export function followDocuments(restored: Documents): void {
  usePictures.subscribe(({ pictures, selectedId }, before) => {
    if (pictures !== before.pictures) followPictures(pictures, before.pictures, restored);
    if (selectedId !== before.selectedId) keepSession({});
  });
  useDocuments.subscribe(({ history: { documents } }, { history: { documents: before } }) => {
    const changed = Object.entries(documents).filter(([id, document]) => document !== before[id]);
    if (changed.length === 0) return;
    for (const [id] of changed) void findResults(id);
    keepSession(Object.fromEntries(changed));
  });
  useJobs.subscribe(({ jobs }, { jobs: before }) => {
    if (jobs !== before) for (const job of jobs) followJob(job, before.find((it) => it.id === job.id));
  });
}

function followPictures(pictures: readonly Picture[], before: readonly Picture[], restored: Documents): void {
  const { begin, forget } = useDocuments.getState();
  const earlier = new Map(before.map((picture) => [picture.id, picture]));
  const come = pictures.filter(({ id }) => !earlier.has(id));
  if (come.length > 0) begin(Object.fromEntries(come.map(({ id }): [string, Document] => [id, restored[id] ?? initialDocument()])));
  for (const { id, state } of pictures) if (state.kind === 'open' && earlier.get(id)?.state.kind !== 'open') void findResults(id);
  const here = new Set(pictures.map(({ id }) => id));
  for (const { id } of before) {
    if (here.has(id)) continue;
    forget(id);
    forgetResults(id);
  }
}

const stagesDone = ({ state }: Job): number => (state.kind === 'waiting' ? 0 : state.stages.length);

function followJob(job: Job, before: Job | undefined): void {
  if (job === before) return;
  if (stagesDone(job) > (before ? stagesDone(before) : 0)) void findResults(job.pictureId);
  if (job.state.kind === 'done' && before?.state.kind === 'running') learnFromJob(job, job.state.stages);
}

let unkept: Record<string, Document> = {};
let timer: ReturnType<typeof setTimeout> | undefined;

function keepSession(documents: Documents): void {
  unkept = { ...unkept, ...documents };
  clearTimeout(timer);
  timer = setTimeout(() => {
    const open = new Set(usePictures.getState().pictures.map(({ id }) => id));
    const kept = Object.fromEntries(Object.entries(unkept).filter(([id]) => open.has(id)));
    unkept = {};
    void call('session:change', { documents: kept as Record<string, { steps: Document['steps'][number][] }>, selectedId: usePictures.getState().selectedId });
  }, keepAfterMs);
}
