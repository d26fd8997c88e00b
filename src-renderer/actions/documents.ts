/** @file What a user does to the steps of pictures, and what follows from it. Renderer. */
import type { Document, DocumentStep } from '../../src-shared/document.ts';
import type { Mask } from '../../src-shared/mask.ts';
import type { Operation, ParameterValues } from '../../src-shared/operations/operation.ts';
import { findOperation, operations } from '../../src-shared/operations/registry.ts';
import { type Sample, type SampleName, samples } from '../../src-shared/samples.ts';
import { copySteps, insertSteps, moveStep, newStep, removeStep, setEnabled, setMask, setParameters } from '../stores/document-edits.ts';
import { documentOf, selectedStep, useDocuments } from '../stores/documents.ts';
import type { Change, Documents, MaskPart } from '../stores/history.ts';
import { usePictures } from '../stores/pictures.ts';

const createId = (): string => crypto.randomUUID();
const openDocument = (pictureId: string): Document => documentOf(useDocuments.getState(), pictureId);

/** What a picture begins with: one step of the first operation, so that Run works at once. */
export const initialDocument = (): Document => ({ steps: [newStep(operations[0]!, createId())] });

/** The step that a sample photograph shows, with its mask. */
export function beginSample(pictureId: string, name: SampleName): void {
  const { mask }: Sample = samples[name];
  const step = { ...newStep(findOperation(name)!, createId()), ...(mask ? { mask } : {}) };
  useDocuments.getState().begin({ [pictureId]: { steps: [step] } });
}

function edit(pictureId: string, change: Change, after: Document, mergeKey?: string): void {
  useDocuments.getState().record({ change, after: { [pictureId]: after }, ...(mergeKey === undefined ? {} : { mergeKey }) });
}

export function addStep(pictureId: string, operation: Operation): void {
  const step = newStep(operation, createId());
  edit(pictureId, { kind: 'add', operation: operation.id }, insertSteps(openDocument(pictureId), [step]));
  useDocuments.getState().selectStep(pictureId, step.id);
}

export function duplicateStep(pictureId: string, { id, operation, ...rest }: DocumentStep): void {
  const copy = { ...rest, operation, id: createId() };
  edit(pictureId, { kind: 'duplicate', operation }, insertSteps(openDocument(pictureId), [copy], id));
  useDocuments.getState().selectStep(pictureId, copy.id);
}

/** The step that takes its place in the list is selected next. */
export function deleteStep(pictureId: string, { id, operation }: DocumentStep): void {
  const before = openDocument(pictureId);
  const index = before.steps.findIndex((step) => step.id === id);
  const after = removeStep(before, id);
  edit(pictureId, { kind: 'remove', operation }, after);
  const next = after.steps[Math.min(index, after.steps.length - 1)];
  if (next) useDocuments.getState().selectStep(pictureId, next.id);
}

export const moveStepTo = (pictureId: string, { id, operation }: DocumentStep, index: number): void => {
  edit(pictureId, { kind: 'move', operation }, moveStep(openDocument(pictureId), id, index));
};

export const switchStep = (pictureId: string, { id, operation, enabled }: DocumentStep): void => {
  edit(pictureId, { kind: enabled ? 'switch-off' : 'switch-on', operation }, setEnabled(openDocument(pictureId), id, !enabled));
};

/** Successive changes of one parameter are one step of undo. */
export const changeParameter = (pictureId: string, { id, operation }: DocumentStep, parameter: string, value: string | number): void => {
  edit(pictureId, { kind: 'parameter', operation, parameter }, setParameters(openDocument(pictureId), id, { [parameter]: value }), `${id}/${parameter}`);
};

/** A step of undo of its own. */
export const changeParameterApart = (pictureId: string, { id, operation }: DocumentStep, parameter: string, value: string | number): void => {
  edit(pictureId, { kind: 'parameter', operation, parameter }, setParameters(openDocument(pictureId), id, { [parameter]: value }));
};

/** `mergeKey` names a slider: its successive changes are one step of undo. */
export const changeMask = (pictureId: string, { id, operation }: DocumentStep, part: MaskPart, mask: Mask | undefined, mergeKey?: string): void => {
  edit(pictureId, { kind: 'mask', operation, part }, setMask(openDocument(pictureId), id, mask), mergeKey === undefined ? undefined : `${id}/mask/${mergeKey}`);
};

/** Gives other pictures' steps of the same operation this step's mask, as one step of undo; gives how many pictures that were. */
export function copyMaskTo(pictureId: string, { operation, mask }: DocumentStep): number {
  const others = usePictures.getState().pictures.filter(({ id }) => id !== pictureId);
  const after: Documents = Object.fromEntries(
    others.map(({ id }) => {
      const document = openDocument(id);
      return [id, document.steps.filter((step) => step.operation === operation).reduce((changed, step) => setMask(changed, step.id, mask), document)];
    }),
  );
  useDocuments.getState().record({ change: { kind: 'copy-mask' }, after });
  return Object.entries(after).filter(([, { steps }]) => steps.some((step) => step.operation === operation)).length;
}

/** Takes over what the compare board has shown, as one step of undo. */
export const adoptParameters = (pictureId: string, stepId: string, operation: string, parameters: ParameterValues): void => {
  edit(pictureId, { kind: 'adopt', operation }, setParameters(openDocument(pictureId), stepId, parameters));
};

export const copyAllSteps = (pictureId: string): void => {
  useDocuments.getState().setCopied(openDocument(pictureId).steps);
};

/** Pasted steps come behind the selected one. */
export function pasteSteps(pictureId: string): void {
  const state = useDocuments.getState();
  const copies = copySteps(state.copied, createId);
  edit(pictureId, { kind: 'paste' }, insertSteps(openDocument(pictureId), copies, selectedStep(state, pictureId)?.id));
  const last = copies.at(-1);
  if (last) state.selectStep(pictureId, last.id);
}

/** Gives other pictures the same steps instead of their own, as one step of undo. */
export function copyStepsTo(pictureId: string, others: readonly string[]): void {
  const { steps } = openDocument(pictureId);
  const after: Documents = Object.fromEntries(others.map((id) => [id, { steps: copySteps(steps, createId) }]));
  useDocuments.getState().record({ change: { kind: 'copy-to' }, after });
}

export const undo = (): void => {
  goBack('done');
};
export const redo = (): void => {
  goBack('undone');
};

/** Shows a picture that the edit touched, so that nothing changes out of sight. */
function goBack(from: 'done' | 'undone'): void {
  const state = useDocuments.getState();
  const edited = state.history[from].at(-1);
  if (!edited) return;
  (from === 'done' ? state.undo : state.redo)();
  const { selectedId, select } = usePictures.getState();
  const touched = Object.keys(edited.after);
  if (touched[0] !== undefined && (selectedId === null || !touched.includes(selectedId))) select(touched[0]);
}

/** Steps whose operation is known here: every one that main has parsed. */
export const operationOf = ({ operation }: Pick<DocumentStep, 'operation'>): Operation => findOperation(operation)!;
