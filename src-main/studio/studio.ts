/** @file The training studio: trainings, their logs and pictures, the doctor and the estimate, in one hand; used by main, knows nothing of Electron. */
import { stat, statfs } from 'node:fs/promises';
import { join } from 'node:path';
import type { DeviceChoice } from '../../src-shared/device.ts';
import type { DoctorReport } from '../../src-shared/doctor.ts';
import { failure } from '../../src-shared/failure.ts';
import { judgedFile, previewFile } from '../../src-shared/preview-files.ts';
import { failWith, type Result, succeed } from '../../src-shared/result.ts';
import { createSerial } from '../../src-shared/serial.ts';
import type { StudioCall } from '../../src-shared/studio-calls.ts';
import type { TrainingDefinition } from '../../src-shared/training-definition.ts';
import type { ExamineRequest, JudgeRequest, TrainingEvent, TrainRequest } from '../../src-shared/trainer-messages.ts';
import { type Checkpoints, isActive, measureOf, type MetricSeries, type NewCheckpoint, type PreviewRow, type TrainingDetails, type TrainingEstimate, type TrainingSummary } from '../../src-shared/training.ts';
import type { TrainingOptions } from '../children/trainer-client.ts';
import { withLocatedBase } from '../cli/locate-base.ts';
import { cardPicturesOf, checkpointsIn, previewRowsOf, snapshotFolder } from './checkpoints.ts';
import { createExaminations, type Examinations } from './examination.ts';
import { folderBytes, type KnownFolders } from '../model-registry/folder-bytes.ts';
import { makeModel } from './make-model.ts';
import type { TellStudioNews } from './studio-news.ts';
import { effectiveSettings, requestFrom, shellLine, trainArguments } from './train-arguments.ts';
import { fileOfAddress, previewAddress } from './training-files.ts';
import { openTrainingLog, type TrainingLog, withoutName } from './training-log.ts';
import { openTrainings, type Trainings } from './trainings.ts';

export type Studio = {
  readonly trainings: Trainings;
  readonly examinations: Pick<Examinations, 'cancel'>;
  examine(call: StudioCall<'training:examine'>): Promise<Result<DoctorReport>>;
  settings(call: StudioCall<'training:settings'>): Promise<ReturnType<typeof effectiveSettings>>;
  estimate(definition: TrainingDefinition): Promise<Result<TrainingEstimate>>;
  cancelEstimate(): void;
  details(id: string): Promise<Result<TrainingDetails>>;
  series(call: StudioCall<'training:series'>): Promise<MetricSeries[]>;
  checkpoints(id: string): Promise<Checkpoints>;
  /** Null where there is none. */
  lastCheckpoint(id: string): Promise<NewCheckpoint | null>;
  previews(id: string, step: number): Promise<PreviewRow[]>;
  /** Addresses of maps, made where they are not there yet. */
  judge(call: StudioCall<'training:judge'>): Promise<Result<readonly string[]>>;
  command(id: string): Result<string>;
  /** Answers with the id of the model. */
  makeModel(call: StudioCall<'training:make-model'>): Promise<Result<string>>;
  /** Null for whatever is no picture of the studio. */
  file(pathname: string): string | null;
  dispose(): Promise<void>;
};

export type StudioSurroundings = {
  /** Of the trainings, and of thumbnails that last no longer than the program. */
  readonly folder: string;
  readonly scratch: string;
  readonly train: (request: TrainRequest, options: Pick<TrainingOptions, 'signal' | 'onEvent' | 'onRunning'>) => Promise<Result<number>>;
  readonly examineFolders: (request: ExamineRequest, options: { readonly signal: AbortSignal; readonly onProgress: (done: number, total: number) => void }) => Promise<Result<DoctorReport>>;
  readonly judgePreviews: (request: JudgeRequest, options: { readonly signal: AbortSignal }) => Promise<Result<number>>;
  readonly accelerates: (device: DeviceChoice) => Promise<boolean>;
  readonly modelDirectories: () => readonly string[];
  readonly tell: TellStudioNews;
};

/** What stays in memory of a training: its log, and what its folders take. */
type Kept = { readonly log: TrainingLog; readonly folders: KnownFolders };
/** Those used last. */
const logsKept = 3;
const gone = failWith(failure('bad-request', 'The training is no longer here.', { reason: 'training-gone', advice: 'It may have been deleted.' }));

export async function openStudio({ folder, scratch, train, examineFolders, judgePreviews, accelerates, modelDirectories, tell }: StudioSurroundings): Promise<Studio> {
  const logs = new Map<string, Kept>();
  const trainings = await openTrainings({
    folder,
    train,
    accelerates,
    modelDirectories,
    onChange: (summary) => {
      tell('training:changed', summary);
    },
    onRemoved: (id) => {
      logs.delete(id);
      tell('training:removed', { id });
    },
    onEvent: follow,
  });
  const examinations = createExaminations({
    folder: scratch,
    examine: examineFolders,
    onProgress: (progress) => {
      tell('training:examined', progress);
    },
  });
  const oneJudgeAtATime = createSerial();
  const ending = new AbortController();
  let estimating = new AbortController();

  function keptOf(id: string): Kept {
    const kept = logs.get(id) ?? { log: openTrainingLog(`${trainings.folderOf(id)}/metrics.jsonl`), folders: new Map() };
    logs.delete(id);
    logs.set(id, kept);
    for (const oldest of logs.keys()) if (logs.size > logsKept) logs.delete(oldest);
    return kept;
  }

  async function logOf(id: string): Promise<TrainingLog> {
    const { log } = keptOf(id);
    await log.readOn();
    return log;
  }

  function follow(id: string, event: TrainingEvent): void {
    if (event.event === 'trained' || event.event === 'evaluated') tell('training:measured', { id, held: event.event === 'evaluated', names: Object.keys(event.metrics) });
    if (event.event === 'note') tell('training:note', { id, note: withoutName(event) });
    // It is told after the model was kept, and its line may be a moment later in the log.
    if (event.event === 'exported') tell('training:checkpoint', { id });
  }

  const bytesOf = (id: string) => folderBytes(trainings.folderOf(id), keptOf(id).folders);

  async function lastCheckpoint(id: string): Promise<NewCheckpoint | null> {
    const summary = trainings.find(id);
    const { checkpoints, best } = await checkpointsOf(id);
    const last = checkpoints.at(-1);
    if (!summary || !last) return null;
    const log = await logOf(id);
    const card = cardOf(summary, trainings.settingsOf(id).seed!, best === null ? {} : log.held.at(best));
    return { id, checkpoints: checkpoints.filter((one) => one.usable || one === last), best, diskBytes: await bytesOf(id), card };
  }

  async function checkpointsOf(id: string): Promise<Checkpoints> {
    const summary = trainings.find(id);
    if (!summary) return { checkpoints: [], best: null, measure: measureOf.cyclegan };
    return checkpointsIn(trainings.folderOf(id), await logOf(id), measureOf[summary.recipe]);
  }

  async function estimate(definition: TrainingDefinition): Promise<Result<TrainingEstimate>> {
    estimating.abort();
    const abort = new AbortController();
    estimating = abort;
    if (trainings.list().some(isActive)) return failWith(failure('bad-request', 'Another training is using the device, so nothing can be measured now.', { reason: 'device-busy', advice: 'Pause it, or start this one: it waits its turn.' }));
    const words = trainArguments(definition, { accelerated: await accelerates(definition.device), out: `${folder}/estimate`, excludeFrom: null });
    const asked = await requestFrom(words);
    if (!asked.ok) return asked;
    const located = await withLocatedBase(asked.value, modelDirectories());
    if (!located.ok) return located;
    const { run } = located.value;
    const events: TrainingEvent[] = [];
    const ended = await train(
      { ...located.value, run: run && { ...run, excluded: definition.excluded }, estimate: true },
      { signal: abort.signal, onEvent: (event) => events.push(event) },
    );
    if (abort.signal.aborted) return failWith(failure('cancelled', 'Cancelled.'));
    if (!ended.ok) return ended;
    const measured = events.find((event) => event.event === 'estimated')!;
    const { secondsPerStep, seconds, megabytes, diskBytes, device } = measured;
    const { bavail, bsize } = await statfs(folder);
    return succeed({ secondsPerStep, seconds, megabytes, diskBytes, freeBytes: bavail * bsize, device });
  }

  async function judge({ id, judge, pictures }: StudioCall<'training:judge'>): Promise<Result<readonly string[]>> {
    if (!trainings.find(id)) return gone;
    const out = trainings.folderOf(id);
    const files = pictures.map((picture) => judgedFile({ ...picture, judge }));
    return oneJudgeAtATime(async () => {
      const fresh = await Promise.all(pictures.map((picture, index) => isNewer(join(out, files[index]!), [join(out, previewFile(picture)), snapshotFolder(out, judge)])));
      const missing = pictures.filter((_, index) => !fresh[index]);
      const judged = missing.length === 0 ? succeed(judge) : await judgePreviews({ out, judge, pictures: missing }, { signal: ending.signal });
      return judged.ok ? succeed(files.map((file) => previewAddress(id, file))) : judged;
    });
  }

  async function details(id: string): Promise<Result<TrainingDetails>> {
    const summary = trainings.find(id);
    if (!summary) return gone;
    const log = await logOf(id);
    const settings = trainings.settingsOf(id);
    const { best } = await checkpointsOf(id);
    return succeed({
      summary,
      settings,
      diskBytes: await bytesOf(id),
      curves: { trained: log.trained.names(), held: log.held.names() },
      notes: log.notes(),
      card: cardOf(summary, settings.seed!, best === null ? {} : log.held.at(best)),
    });
  }

  return {
    trainings,
    examinations,
    async examine({ examinationId, goal, a, b, excluded, quality, advanced }) {
      const settings = effectiveSettings({ goal, quality, base: null, advanced }, await accelerates('auto'));
      // As the trainer asks of the pictures: those of an upscaler are cut out of copies at three quarters.
      const smallestSide = goal === 'upscale' ? Math.ceil((settings.size! * settings.scale!) / 0.75) : settings.size!;
      return examinations.run(examinationId, { a, b: goal === 'translate' ? b : null, excluded, smallestSide });
    },
    settings: async (call) => effectiveSettings(call, await accelerates(call.device)),
    estimate,
    cancelEstimate() {
      estimating.abort();
    },
    details,
    async series({ id, names, held, from, to, buckets }) {
      if (!trainings.find(id)) return [];
      const log = await logOf(id);
      return (held ? log.held : log.trained).series(names, from, to, buckets);
    },
    checkpoints: checkpointsOf,
    lastCheckpoint,
    async previews(id, step) {
      return trainings.find(id) ? previewRowsOf(id, step, await logOf(id)) : [];
    },
    judge,
    command: (id) => (trainings.find(id) ? succeed(`imago train ${shellLine(trainings.words(id))}`) : gone),
    async makeModel({ id, step, name, description, addFolders, addPictures, back }) {
      const summary = trainings.find(id);
      if (!summary) return gone;
      const { a, b } = summary.definition;
      const told = addFolders ? [description, b === null ? `Trained on "${a}".` : `Trained on "${a}" and "${b}".`].filter(Boolean).join(' ') : description;
      const folder = trainings.folderOf(id);
      const pictures = addPictures ? cardPicturesOf(folder, { step, log: await logOf(id), back }) : [];
      return makeModel(snapshotFolder(folder, step), { name, description: told, back, pictures, keepLooks: addFolders }, modelDirectories());
    },
    file: (pathname) => fileOfAddress(pathname, { trainings: folder, examinations: scratch }),
    async dispose() {
      ending.abort();
      estimating.abort();
      examinations.cancel();
      await trainings.dispose();
    },
  };
}

/** Whether the file is there, and no older than what it was made of: a run that went back takes its steps again. */
async function isNewer(file: string, sources: readonly string[]): Promise<boolean> {
  const times = await Promise.all([file, ...sources].map((path) => stat(path).then(({ mtimeMs }) => mtimeMs, () => null)));
  const [made, ...others] = times;
  return made !== undefined && made !== null && others.every((time) => time !== null && time <= made);
}

const cardOf = ({ recipe, pictures, heldOut, step, definition }: TrainingSummary, seed: number, metrics: TrainingDetails['card']['metrics']): TrainingDetails['card'] => ({
  recipe,
  pictures,
  heldOut,
  steps: step,
  seed,
  base: definition.base,
  metrics,
});
