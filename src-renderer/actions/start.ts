/** @file Connects the window to main: asks for what is there, listens to what changes. Renderer. */
import type { Job } from '../../src-shared/ipc.ts';
import { call, on } from '../api/bridge.ts';
import { shortFailure } from '../failure-words.ts';
import { formatPercent } from '../format.ts';
import { t } from '../i18n.ts';
import { useApplication } from '../stores/application.ts';
import { useJobs } from '../stores/jobs.ts';
import { usePictures } from '../stores/pictures.ts';
import { useView } from '../stores/view.ts';
import { followBatches } from './batches.ts';
import { isCommandId, runCommand } from './commands.ts';
import { followGallery } from './gallery.ts';
import { followGlances } from './glances.ts';
import { followDocuments } from './follow-documents.ts';
import { watchLongJobs } from './long-jobs.ts';
import { tellMenu } from './menu.ts';
import { takeIn } from './pictures.ts';
import { followPreview } from './preview.ts';
import { followSaveOptions } from './save.ts';
import { applySettings } from './settings.ts';
import { followTrainings } from './training.ts';

/** A screen reader hears of progress in steps of this many percent. */
const announcedStep = 25;

export async function start(): Promise<void> {
  on('picture:changed', (picture) => {
    usePictures.getState().replace(picture);
  });
  followGlances();
  on('picture:added', takeIn);
  on('job:changed', (job) => {
    const before = useJobs.getState().jobs.find((it) => it.id === job.id);
    if (!usePictures.getState().pictures.some((it) => it.id === job.pictureId)) return;
    useJobs.getState().put(job);
    tellOf(before, job);
  });
  on('job:order', (ids) => {
    useJobs.getState().setOrder(ids);
  });
  on('models:changed', (models) => {
    useApplication.getState().setModels(models);
  });
  on('settings:changed', (settings) => {
    useApplication.getState().setSettings(settings);
  });
  on('menu:chosen', (command) => {
    if (isCommandId(command)) runCommand(command);
  });

  const { pictures, documents, selectedId, jobs, settingsProblem, sessionProblem, ...told } = await call('app:start');
  await applySettings(told.settings);
  useApplication.getState().start(told);
  void tellMenu();
  useApplication.subscribe(({ settings }, before) => {
    if (settings !== before.settings) void applySettings(settings).then(tellMenu);
  });
  followSaveOptions(told.settings.save);
  watchLongJobs();
  followDocuments(documents);
  followPreview();
  void followBatches();
  followGallery();
  for (const job of jobs) useJobs.getState().put(job);
  takeIn(pictures);
  if (selectedId !== null && pictures.some(({ id }) => id === selectedId)) usePictures.getState().select(selectedId);
  void followTrainings();
  for (const problem of [settingsProblem, sessionProblem]) if (problem !== null) useView.getState().notify({ tone: 'bad', text: problem });
}

function tellOf(before: Job | undefined, { pictureId, state }: Job): void {
  const { announce, notify } = useView.getState();
  const { pictures, selectedId } = usePictures.getState();
  const name = pictures.find((it) => it.id === pictureId)?.name ?? '';
  const elsewhere = pictureId !== selectedId && before?.state.kind !== state.kind;
  if (state.kind === 'running') {
    const steps = (done: number) => Math.floor((done * 100) / announcedStep);
    const stepsBefore = before?.state.kind === 'running' ? steps(before.state.progress.done) : -1;
    if (steps(state.progress.done) > stepsBefore) announce(t('job.announceRunning', { name, percent: formatPercent((steps(state.progress.done) * announcedStep) / 100) }));
  } else if (before?.state.kind === state.kind) return;
  else if (state.kind === 'done') {
    announce(t('job.announceDone', { name }));
    if (elsewhere) notify({ tone: 'plain', text: t('job.announceDone', { name }), pictureId });
  } else if (state.kind === 'failed') {
    announce(t('job.announceFailed', { name, message: shortFailure(state.failure) }));
    if (elsewhere) notify({ tone: 'bad', text: t('job.announceFailed', { name, message: shortFailure(state.failure) }), pictureId });
  } else if (state.kind === 'cancelled') announce(t('job.announceCancelled', { name }));
}
