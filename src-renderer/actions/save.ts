/** @file Saving results: which, how, where to, and how it went. Renderer. */
import { recipeOf } from '../../src-shared/document.ts';
import { type SaveOptions, type WritableFormat, writableFormats } from '../../src-shared/image.ts';
import type { Picture } from '../../src-shared/ipc.ts';
import type { SavedResult } from '../../src-shared/save-calls.ts';
import type { Settings } from '../../src-shared/settings.ts';
import { call, on } from '../api/bridge.ts';
import { failureSentence } from '../failure-words.ts';
import { t } from '../i18n.ts';
import { useApplication } from '../stores/application.ts';
import { documentOf, useDocuments } from '../stores/documents.ts';
import { selectedPicture, usePictures } from '../stores/pictures.ts';
import { finalStage, stagesOf, useResults } from '../stores/results.ts';
import { choicesFrom, rememberedOf, resizeOf, type SaveChoices, useSaveOptions } from '../stores/save-options.ts';
import { isSaved, useSaves } from '../stores/saves.ts';
import { useView } from '../stores/view.ts';
import { changeSettings } from './settings.ts';

/** The chosen format, else that of the source, else PNG, which loses nothing. */
export function saveFormat(picture: Picture, chosen: WritableFormat | null): WritableFormat {
  if (chosen) return chosen;
  const source = picture.state.kind === 'open' ? picture.state.info.format : 'png';
  return writableFormats.find((format) => format === source) ?? 'png';
}

export function saveOptions(picture: Picture, { format, quality, metadata, profile, sizing }: SaveChoices): SaveOptions {
  const resize = resizeOf(sizing);
  return { format: saveFormat(picture, format), quality, metadata, profile, ...(resize ? { resize } : {}) };
}

/** The picture after all of its steps, ready to be saved; undefined where that has not been computed. */
export function resultOfPicture(picture: Picture): SavedResult | undefined {
  const stage = finalStage(stagesOf(useResults.getState(), picture.id));
  const recipe = recipeOf(documentOf(useDocuments.getState(), picture.id));
  return stage && recipe ? { pictureId: picture.id, stageId: stage.id, pyramid: stage.pyramid, recipe } : undefined;
}

export const hasSelectedResult = (): boolean => {
  const picture = selectedPicture(usePictures.getState());
  return picture !== undefined && resultOfPicture(picture) !== undefined;
};

export async function saveSelectedResult(): Promise<void> {
  const picture = selectedPicture(usePictures.getState());
  const result = picture && resultOfPicture(picture);
  const { setSave, saves } = useSaves.getState();
  if (!result || saves[result.stageId]?.kind === 'saving') return;
  const choices = useSaveOptions.getState();
  const before = saves[result.stageId];
  setSave(result.stageId, { kind: 'saving' });
  const saved = await call('result:save-as', { result, options: saveOptions(picture, choices), name: choices.name });
  if (!saved.ok) setSave(result.stageId, { kind: 'failed', failure: saved.error });
  else setSave(result.stageId, saved.value ? { kind: 'saved', saved: saved.value } : before);
}

export const unsavedResults = (): { readonly picture: Picture; readonly result: SavedResult }[] =>
  usePictures.getState().pictures.flatMap((picture) => {
    const result = resultOfPicture(picture);
    return result && !isSaved(useSaves.getState(), result.stageId) ? [{ picture, result }] : [];
  });

/** Those of `pictureIds`, or every result that is not saved. */
export async function exportResults(pictureIds?: readonly string[]): Promise<void> {
  const { exported, setExport, setSave } = useSaves.getState();
  if (exported?.kind === 'running') return;
  const chosen = pictureIds ? usePictures.getState().pictures.flatMap((picture) => {
    const result = pictureIds.includes(picture.id) ? resultOfPicture(picture) : undefined;
    return result ? [{ picture, result }] : [];
  }) : unsavedResults();
  if (chosen.length === 0) {
    useView.getState().notify({ tone: 'plain', text: t('export.nothing') });
    return;
  }
  const choices = useSaveOptions.getState();
  const { folder } = useApplication.getState().settings.save;
  setExport({ kind: 'running', progress: null });
  const items = chosen.map(({ picture, result }) => ({ result, options: saveOptions(picture, choices) }));
  const report = await call('result:export', { items, name: choices.name, ...(folder === undefined ? {} : { folder }) });
  if (!report.ok) return setExport({ kind: 'failed', failure: report.error });
  if (!report.value) return setExport(exported);
  for (const { stageId, path, bytes } of report.value.saved) setSave(stageId, { kind: 'saved', saved: { path, bytes, notes: [] } });
  setExport({ kind: 'over', report: report.value });
  remember({ folder: report.value.folder });
}

export const cancelExport = (): Promise<null> => call('export:cancel');
export const revealExport = (folder: string): Promise<null> => call('export:reveal', { folder });
export const revealResult = (stageId: string): Promise<null> => call('result:reveal', { stageId });

export async function copySelectedResult(): Promise<void> {
  const { announce, notify } = useView.getState();
  const picture = selectedPicture(usePictures.getState());
  const result = picture && resultOfPicture(picture);
  if (!result) return notify({ tone: 'plain', text: t('save.nothingToCopy') });
  const copied = await call('result:copy', { stageId: result.stageId, pyramid: result.pyramid });
  if (!copied.ok) return notify({ tone: 'bad', text: failureSentence(copied.error) });
  announce(t('save.copied'));
  notify({ tone: 'plain', text: t('save.copied') });
}

/** A slider in motion is not written down at every step. */
const rememberAfterMs = 500;

function remember(change: Partial<Settings['save']>): void {
  const { folder } = useApplication.getState().settings.save;
  void changeSettings({ save: { ...rememberedOf(useSaveOptions.getState()), ...(folder === undefined ? {} : { folder }), ...change } });
}

/** Takes over how the last session saved, and keeps what is changed from now on. */
export function followSaveOptions(settings: Settings['save']): void {
  useSaveOptions.setState((now) => choicesFrom(settings, now));
  let timer: number | undefined;
  useSaveOptions.subscribe(() => {
    window.clearTimeout(timer);
    timer = window.setTimeout(() => {
      remember({});
    }, rememberAfterMs);
  });
  on('export:progress', (progress) => {
    useSaves.getState().setExport({ kind: 'running', progress });
  });
}

