/** @file Connects the window to main: asks for what is there, listens to what changes. Renderer. */
import type { Job } from '../../src-shared/ipc.ts';
import { call, on } from '../api/bridge.ts';
import { useApplication } from '../stores/application.ts';
import { useChoices } from '../stores/choices.ts';
import { useJobs } from '../stores/jobs.ts';
import { usePictures } from '../stores/pictures.ts';
import { useView } from '../stores/view.ts';
import { strings } from '../strings.ts';
import { commands } from './commands.ts';
import { takeIn } from './pictures.ts';

/** A screen reader hears of progress in steps of this many percent. */
const announcedStep = 25;

export async function start(): Promise<void> {
  on('picture:changed', (picture) => {
    usePictures.getState().replace(picture);
  });
  on('picture:added', takeIn);
  on('job:changed', (job) => {
    const before = useJobs.getState().jobs.find((it) => it.id === job.id);
    if (!usePictures.getState().pictures.some((it) => it.id === job.pictureId)) return;
    useJobs.getState().put(job);
    tellOf(before, job);
  });
  on('settings:changed', useApplication.getState().setSettings);
  on('menu:chosen', (command) => {
    commands[command]();
  });

  const { pictures, jobs, settingsProblem, ...told } = await call('app:start');
  useApplication.getState().start(told);
  useChoices.getState().setQuality(told.settings.save.quality);
  for (const job of jobs) useJobs.getState().put(job);
  takeIn(pictures);
  if (settingsProblem) useView.getState().notify({ tone: 'bad', text: settingsProblem });
}

function tellOf(before: Job | undefined, { pictureId, state }: Job): void {
  const { announce, notify } = useView.getState();
  const { pictures, selectedId } = usePictures.getState();
  const name = pictures.find((it) => it.id === pictureId)?.name ?? '';
  const elsewhere = pictureId !== selectedId && before?.state.kind !== state.kind;
  if (state.kind === 'running') {
    const steps = (done: number) => Math.floor((done * 100) / announcedStep);
    const stepsBefore = before?.state.kind === 'running' ? steps(before.state.progress.done) : -1;
    if (steps(state.progress.done) > stepsBefore) announce(strings.job.announceRunning(name, steps(state.progress.done) * announcedStep));
  } else if (before?.state.kind === state.kind) return;
  else if (state.kind === 'done') {
    announce(strings.job.announceDone(name));
    if (elsewhere) notify({ tone: 'plain', text: strings.job.announceDone(name), pictureId });
  } else if (state.kind === 'failed') {
    announce(strings.job.announceFailed(name, state.failure.message));
    if (elsewhere) notify({ tone: 'bad', text: strings.job.announceFailed(name, state.failure.message), pictureId });
  } else if (state.kind === 'cancelled') announce(strings.job.announceCancelled(name));
}
