/** @file Putting a new training together: folders, the doctor, the estimate, the start. Renderer. */
import type { Side } from '../../src-shared/doctor.ts';
import type { StudioBase } from '../../src-shared/studio-calls.ts';
import type { AdvancedSettings, Goal, TrainingDefinition } from '../../src-shared/training-definition.ts';
import { call, pathsOf } from '../api/bridge.ts';
import { answered, definitionOf, type Draft, emptyDraft, hasFolders, useNewTraining } from '../stores/new-training.ts';
import { useTraining } from '../stores/training.ts';

export function beginTraining(): void {
  useNewTraining.getState().begin(emptyDraft, 'goal');
  useTraining.getState().show({ kind: 'new' });
}

/** The folders of another training stand there already, so the choice begins with its quality. */
export function beginLike(definition: TrainingDefinition): void {
  useNewTraining.getState().begin(definition, 'quality');
  useTraining.getState().show({ kind: 'new' });
}

/** Settings and a base belong to one goal: another goal begins without. */
export function chooseGoal(goal: Goal): void {
  const { draft, change } = useNewTraining.getState();
  if (goal !== draft.goal) change({ goal, base: null, advanced: {}, excluded: [] });
}

/** A relighter goes on by its own method, and any other model by one of the others. */
export function chooseBase(base: StudioBase | null): void {
  const { draft, change } = useNewTraining.getState();
  const { method, ...rest } = draft.advanced;
  const relights = method === 'relight';
  change({ base: base?.model.id ?? null, advanced: base?.relights ? { ...rest, method: 'relight' } : base && relights ? rest : draft.advanced });
}

export async function chooseFolder(side: Side): Promise<void> {
  const folder = await call('training:choose-folder');
  if (folder !== null) setFolder(side, folder);
}

/** The first of what was dropped; a file or a folder that cannot be read is the doctor's to refuse. */
export function dropFolder(side: Side, files: FileList): void {
  const [folder] = pathsOf(files);
  if (folder !== undefined) setFolder(side, folder);
}

function setFolder(side: Side, folder: string): void {
  useNewTraining.getState().change({ [side]: folder, excluded: [] });
}

export function exclude(files: readonly string[]): void {
  const { draft, change } = useNewTraining.getState();
  change({ excluded: [...new Set([...draft.excluded, ...files])] });
}

/** A setting of undefined goes back to what follows from the rest. */
export function setAdvanced(setting: AdvancedSettings): void {
  const { draft, change } = useNewTraining.getState();
  const advanced = Object.fromEntries(Object.entries({ ...draft.advanced, ...setting }).filter(([, value]) => value !== undefined)) as AdvancedSettings;
  change({ advanced });
}

/** What an examination depends on, as main takes it; null until the folders are there. */
function questionOf(draft: Draft) {
  const { goal, a, b, excluded, advanced, quality } = draft;
  return !hasFolders(draft) || goal === null || a === null ? null : { goal, a, b: goal === 'translate' ? b : null, excluded: [...excluded], advanced, quality };
}

async function examine(question: NonNullable<ReturnType<typeof questionOf>>): Promise<void> {
  const examinationId = crypto.randomUUID();
  useNewTraining.getState().setExamination({ kind: 'running', progress: null }, examinationId);
  const report = await call('training:examine', { ...question, examinationId });
  if (useNewTraining.getState().examinationId === examinationId) useNewTraining.getState().setExamination(answered(report), examinationId);
}

/** Has the folders examined whenever what that depends on has changed. The returned function ends it. */
export function followDraft(): () => void {
  let asked = '';
  const follow = () => {
    const question = questionOf(useNewTraining.getState().draft);
    const key = JSON.stringify(question);
    if (key === asked) return;
    asked = key;
    if (question) void examine(question);
    else useNewTraining.getState().setExamination({ kind: 'idle' }, null);
  };
  follow();
  const stop = useNewTraining.subscribe(follow);
  return () => {
    stop();
    if (useNewTraining.getState().examination.kind === 'running') void call('training:cancel-examination');
  };
}

export async function estimate(definition: TrainingDefinition): Promise<void> {
  useNewTraining.getState().setEstimate({ kind: 'running', progress: null });
  const answer = await call('training:estimate', definition);
  const { draft, estimate: present, setEstimate } = useNewTraining.getState();
  if (present.kind === 'running' && JSON.stringify(measured(definitionOf(draft))) === JSON.stringify(measured(definition))) setEstimate(answered(answer));
}

/** The name has no part in what was measured. */
const measured = (definition: TrainingDefinition | null) => definition && { ...definition, name: '' };

export function cancelEstimate(): void {
  if (useNewTraining.getState().estimate.kind !== 'running') return;
  useNewTraining.getState().setEstimate({ kind: 'idle' });
  void call('training:cancel-estimate');
}

/** Shows the training where it begins; else gives the failure. */
export async function createTraining(definition: TrainingDefinition) {
  cancelEstimate();
  const created = await call('training:create', definition);
  if (!created.ok) return created.error;
  useTraining.getState().put(created.value);
  useTraining.getState().show({ kind: 'training', id: created.value.id });
  return null;
}
