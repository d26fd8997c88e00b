/** @file What a user does to the mask of the selected step. Renderer. */
import type { DocumentStep } from '../../src-shared/document.ts';
import type { Mask, MaskShape } from '../../src-shared/mask.ts';
import type { Selection } from '../../src-shared/mask/selection.ts';
import { call } from '../api/bridge.ts';
import { t } from '../i18n.ts';
import { addObject, addShape, emptyMask, paintedOf } from '../mask/mask-edits.ts';
import { failureSentence } from '../failure-words.ts';
import { selectedStep, useDocuments } from '../stores/documents.ts';
import type { MaskPart } from '../stores/history.ts';
import { brushSizes, type Tool, useMaskTools } from '../stores/mask-tools.ts';
import { type OpenPicture, openPicture, usePictures } from '../stores/pictures.ts';
import { useView } from '../stores/view.ts';
import { changeMask, copyMaskTo, operationOf } from './documents.ts';

export type MaskSubject = { readonly picture: OpenPicture; readonly step: DocumentStep };

/** The picture and step whose mask the tools work on; null where there is none. */
export function maskSubject(): MaskSubject | null {
  const state = usePictures.getState();
  const picture = state.selectedId === null ? null : openPicture(state, state.selectedId);
  const step = picture && selectedStep(useDocuments.getState(), picture.id);
  return picture && step ? { picture, step } : null;
}

/** The size that a mask of the subject is painted at. */
export function maskSize({ picture, step }: MaskSubject): { readonly width: number; readonly height: number } {
  const { width, height } = paintedOf(step.mask) ?? picture.state.info;
  return { width, height };
}

const partOf = (shape: MaskShape): MaskPart => {
  if (shape.kind === 'bitmap') return 'selection';
  if (shape.kind === 'stroke') return shape.mode === 'add' ? 'paint' : 'erase';
  return 'shape';
};

export function addMaskShape(shape: MaskShape, add = addShape): void {
  const subject = maskSubject();
  if (subject) changeMask(subject.picture.id, subject.step, partOf(shape), add(subject.step.mask, maskSize(subject), shape));
}

/** Whether what is selected is an object that the step shall remove. */
const isToVanish = ({ kind }: Selection, { step }: MaskSubject): boolean => (kind === 'object' || kind === 'people') && operationOf(step).needsMask;

/** Forgets all shapes; the edge stays. */
export function clearMask(): void {
  const subject = maskSubject();
  const mask = subject?.step.mask;
  const painted = paintedOf(mask);
  if (subject && mask && painted) changeMask(subject.picture.id, subject.step, 'clear', { ...mask, inverted: false, source: { ...painted, shapes: [] } });
}

export function invertMask(): void {
  const subject = maskSubject();
  if (!subject) return;
  const mask = subject.step.mask ?? emptyMask(subject.picture.state.info);
  changeMask(subject.picture.id, subject.step, 'invert', { ...mask, inverted: !mask.inverted });
}

export function changeMaskEdge(subject: MaskSubject, change: Partial<Pick<Mask, 'grow' | 'feather'>>): void {
  const { mask } = subject.step;
  if (mask) changeMask(subject.picture.id, subject.step, 'edge', { ...mask, ...change }, Object.keys(change).join());
}

export function changeMaskSource(subject: MaskSubject, source: Mask['source'] | null, mergeKey?: string): void {
  const { picture, step } = subject;
  changeMask(picture.id, step, 'source', source ? { ...(step.mask ?? emptyMask(picture.state.info)), source } : undefined, mergeKey);
}

/** Asks the engine for a selection and puts it into the mask; says what went wrong, or that nothing was found. */
export async function addSelection(selection: Selection, mode: MaskShape['mode']): Promise<void> {
  const subject = maskSubject();
  const { selecting, setSelecting } = useMaskTools.getState();
  if (!subject || selecting) return;
  setSelecting(true);
  const answer = await call('mask:select', { pictureId: subject.picture.id, selection });
  setSelecting(false);
  const now = maskSubject();
  if (!answer.ok) return answer.error.code === 'cancelled' ? undefined : notify('bad', failureSentence(answer.error));
  if (!answer.value) return notify('plain', t(selection.kind === 'people' ? 'selecting.nobody' : 'masks.nothingFound'));
  if (now?.picture.id === subject.picture.id && now.step.id === subject.step.id) addMaskShape({ ...answer.value, mode }, isToVanish(selection, now) ? addObject : addShape);
}

export const cancelSelection = (): void => void call('mask:cancel-select');

/** Adds them, or takes them away where the tools do. */
export async function selectPeople(): Promise<void> {
  const { tool, subtract } = useMaskTools.getState();
  if (tool === 'move') takeTool('brush')();
  await addSelection({ kind: 'people' }, subtract ? 'subtract' : 'add');
}

const notify = (tone: 'plain' | 'bad', text: string): void => {
  useView.getState().notify({ tone, text });
};

export async function importMask(channel: 'luma' | 'alpha'): Promise<void> {
  const path = await call('mask:choose-file');
  if (path !== null) await addSelection({ kind: 'file', path, channel }, 'add');
}

export async function exportMask({ picture, step }: MaskSubject): Promise<void> {
  if (!step.mask) return;
  const answer = await call('mask:export', { pictureId: picture.id, mask: step.mask });
  if (!answer.ok) return notify('bad', failureSentence(answer.error));
  if (answer.value !== null) notify('plain', t('masks.exported', { path: answer.value }));
}

export function copyMaskToOthers({ picture, step }: MaskSubject): void {
  notify('plain', t('masks.copied', { count: copyMaskTo(picture.id, step) }));
}

/** Takes a tool in hand; the same again puts it away. */
export const takeTool = (wanted: Tool) => (): void => {
  const { tool, setTool, look, setLook } = useMaskTools.getState();
  setTool(tool === wanted ? 'move' : wanted);
  if (wanted !== 'move' && look === 'hidden') setLook('overlay');
};

/** A step of a tenth, at least of one pixel. */
export const resizeBrush = (direction: 1 | -1) => (): void => {
  const { brush, setBrush } = useMaskTools.getState();
  const size = Math.round(brush.size + direction * Math.max(1, brush.size * 0.1));
  setBrush({ size: Math.min(brushSizes.most, Math.max(brushSizes.least, size)) });
};

export const hardenBrush = (by: number) => (): void => {
  const { brush, setBrush } = useMaskTools.getState();
  setBrush({ hardness: Math.min(1, Math.max(0, Math.round((brush.hardness + by) * 100) / 100)) });
};

const looks = ['overlay', 'outline', 'black-white', 'hidden'] as const;

export function nextMaskLook(): void {
  const { look, setLook } = useMaskTools.getState();
  setLook(looks[(looks.indexOf(look) + 1) % looks.length]!);
}
