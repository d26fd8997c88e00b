/** @file Computes the visible region before the whole: coarse first, then sharper from the middle outward. Renderer. */
import { type Document, recipeOf } from '../../src-shared/document.ts';
import { findOperation } from '../../src-shared/operations/registry.ts';
import type { Recipe } from '../../src-shared/recipe.ts';
import { call } from '../api/bridge.ts';
import { currentFrame, onFrame } from '../canvas/current-surface.ts';
import { type Size, estimateDuration, scaleOfAll } from '../panels/estimate.ts';
import { whyNotRunnable } from '../panels/runnable.ts';
import { addCell, isCovered } from '../preview/cells.ts';
import { type PreviewPass, fillPasses, isTrusted, planPreview, sharpShrink, trialPasses } from '../preview/plan.ts';
import { type Sight, sightOf } from '../preview/sight.ts';
import { atFullStrength } from '../preview/strength.ts';
import { looksAtWhole } from '../preview/whole.ts';
import { useApplication } from '../stores/application.ts';
import { useBoard } from '../stores/board.ts';
import { documentOf, useDocuments } from '../stores/documents.ts';
import { isActive, useJobs } from '../stores/jobs.ts';
import { selectedPicture, usePictures } from '../stores/pictures.ts';
import { usePreview } from '../stores/preview.ts';
import { finalStage, shownStages, stagesOf, useResults } from '../stores/results.ts';
import { learnFromPreview } from './paces.ts';

const previewId = 'canvas';
/** The view and the parameters have to stand still this long before anything is computed. */
const idleMs = 250;
/** What an automatic preview may take by the known pace; the button asks for all that is in sight. */
const automaticBudgetMs = 20_000;
const megapixel: Size = { width: 1000, height: 1000 };

type Wanted = {
  readonly pictureId: string;
  readonly source: Size;
  readonly recipe: Recipe;
  /** Leading steps whose result is there, so that only the others take time. */
  readonly kept: number;
  readonly sight: Sight;
};

/** What a preview would be of; null where the result is there or nothing can run. */
function wantedPreview(): Wanted | null {
  const picture = selectedPicture(usePictures.getState());
  if (picture?.state.kind !== 'open') return null;
  const sight = currentSight(picture.id, picture.state.info);
  const wished = recipeOf(documentOf(useDocuments.getState(), picture.id));
  const recipe = wished && atFullStrength(wished).recipe;
  const stages = stagesOf(useResults.getState(), picture.id);
  if (!sight || !recipe || finalStage(stages)) return null;
  const isRunnable = whyNotRunnable(recipe.steps, picture, useApplication.getState().models) === null;
  return isRunnable ? { pictureId: picture.id, source: picture.state.info, recipe, kept: shownStages(stages).length, sight } : null;
}

/** A job, or the board, needs the processor more. */
const mustWait = (): boolean => useBoard.getState().isOpen || useJobs.getState().jobs.some(isActive);

/** What the canvas shows of a picture; null where it shows another one, or none. */
export function currentSight(pictureId: string, source: Size): Sight | null {
  const frame = currentFrame();
  return frame?.scene.pictureId === pictureId ? sightOf(frame, source) : null;
}

let running: { readonly controller: AbortController; readonly budgetMs: number } | null = null;

/** Gives what the preview that was on its way might have taken; null where there was none. */
function cancelPreview(): number | null {
  if (!running) return null;
  const { controller, budgetMs } = running;
  controller.abort();
  running = null;
  void call('preview:cancel', { previewId });
  usePreview.getState().setWork({ kind: 'idle' });
  return budgetMs;
}

const release = (cells: readonly { readonly id: string }[]): void => {
  for (const { id } of cells) void call('preview:release', { id });
};

function clearPreview(): void {
  cancelPreview();
  const { cells, setCells } = usePreview.getState();
  if (cells.length === 0) return;
  setCells(null, []);
  release(cells);
}

/** Computes what is in sight; whatever it costs if a user asked for it. */
export async function runPreview(budgetMs = Infinity): Promise<void> {
  cancelPreview();
  const wanted = wantedPreview();
  if (!wanted || mustWait()) return;
  const { sight, recipe, kept } = wanted;
  const controller = new AbortController();
  running = { controller, budgetMs };
  const { setWork } = usePreview.getState();
  const left = recipe.steps.slice(kept);
  const { models } = useApplication.getState();
  const atOnce = left.every((step) => looksAtWhole(step, models));
  const onlyFills = left.every(({ operation }) => findOperation(operation)?.needsMask);
  const whole = atOnce ? [{ region: sight.region, shrink: sharpShrink(sight.zoom) }] : null;
  const planned = whole ?? (onlyFills ? fillPasses(sight.region, sight.zoom) : await planByPace(wanted, budgetMs, controller.signal));
  if (!planned) return;
  const passes = planned.filter((pass) => !isCovered(usePreview.getState().cells, pass));
  for (const [done, pass] of passes.entries()) {
    setWork({ kind: 'running', done, total: passes.length });
    const measured = await runPass(wanted, pass, controller.signal);
    if (!measured) return;
    // What looks at the whole took its time for all of it.
    if (atOnce) learnFromPreview(recipe.steps, measured.kept, wanted.source, measured.networkMs);
  }
  running = null;
  setWork({ kind: 'idle' });
}

/** Null where the preview is over. */
async function planByPace(wanted: Wanted, budgetMs: number, signal: AbortSignal): Promise<PreviewPass[] | null> {
  const { sight, recipe, source, kept } = wanted;
  const { paces, ladder } = useApplication.getState().settings;
  const msPerMegapixel = estimateDuration(megapixel, recipe.steps, kept, ladder, paces) ?? (await measurePace(wanted, signal));
  if (msPerMegapixel === undefined) return null;
  return planPreview({ source, region: sight.region, zoom: sight.zoom, scale: scaleOfAll(recipe.steps), msPerMegapixel, budgetMs });
}

/** Milliseconds per megapixel; undefined where the preview is over. */
async function measurePace(wanted: Wanted, signal: AbortSignal): Promise<number | undefined> {
  const { sight, recipe } = wanted;
  const passes = trialPasses(sight.region, sight.zoom);
  const hasWhole = recipe.steps.some((step) => looksAtWhole(step, useApplication.getState().models));
  let measured: Measured | null = null;
  for (const [done, pass] of passes.entries()) {
    usePreview.getState().setWork({ kind: 'running', done, total: passes.length });
    measured = await runPass(wanted, pass, signal);
    if (!measured) return undefined;
    // The first pass of a step that looks at the whole picture says nothing of a region.
    if (isTrusted(measured.networkMs) && (done > 0 || !hasWhole)) break;
  }
  if (!measured) return undefined;
  learnFromPreview(recipe.steps, measured.kept, measured.input, measured.networkMs);
  return (measured.networkMs * 1e6) / (measured.input.width * measured.input.height);
}

type Measured = { readonly kept: number; readonly input: Size; readonly networkMs: number };

/** Gives what went in and how long it took; null where the preview is over, cancelled or failed. */
async function runPass({ pictureId, recipe }: Wanted, { region, shrink }: PreviewPass, signal: AbortSignal): Promise<Measured | null> {
  const answer = await call('preview:run', { previewId, pictureId, recipe, region, shrink, narrow: true });
  if (signal.aborted) {
    if (answer.ok) release([answer.value]);
    return null;
  }
  const { cells, setCells, setWork } = usePreview.getState();
  if (!answer.ok) {
    running = null;
    setWork(answer.error.code === 'cancelled' ? { kind: 'idle' } : { kind: 'failed', failure: answer.error });
    return null;
  }
  const { id, pyramid, details, region: place, kept: before } = answer.value;
  const { kept, dropped } = addCell(cells, { id, pyramid, place, shrink });
  setCells(pictureId, kept);
  release(dropped);
  return { kept: before, input: { width: place.width / shrink, height: place.height / shrink }, networkMs: details.networkMs };
}

const recipeTexts = new WeakMap<Document, string>();

/** What is previewed, whatever its strength. Written once for each document: a mask may hold many strokes, and this is asked at every frame. */
function recipeText(document: Document): string {
  const recipe = recipeOf(document);
  const text = recipeTexts.get(document) ?? JSON.stringify(recipe && atFullStrength(recipe).recipe);
  recipeTexts.set(document, text);
  return text;
}

/**
 * Starts over whenever what is in sight or what is done to it changes; one that a user asked for, where only the view changed. What is there stays while only the view, the strength
 * or a job goes on, and behind a result: another strength of it then shows at once.
 */
export function followPreview(): void {
  let before = { pictureId: '', recipe: '', rest: '' };
  let timer: ReturnType<typeof setTimeout> | undefined;
  /** What a preview may take that gave way to another view; null where none did. */
  let owedMs: number | null = null;
  const changed = () => {
    const wanted = wantedPreview();
    const waits = mustWait();
    const picture = selectedPicture(usePictures.getState());
    const pictureId = picture?.state.kind === 'open' ? picture.id : '';
    const recipe = recipeText(documentOf(useDocuments.getState(), pictureId));
    const { automaticPreview } = useApplication.getState().settings;
    const rest = wanted ? `${String(waits)} ${String(automaticPreview)} ${JSON.stringify(wanted.sight)}` : '';
    const sameSubject = pictureId === before.pictureId && recipe === before.recipe;
    if (sameSubject && rest === before.rest) return;
    if (sameSubject) {
      owedMs = cancelPreview() ?? owedMs;
    } else {
      clearPreview();
      owedMs = null;
    }
    before = { pictureId, recipe, rest };
    clearTimeout(timer);
    if (!wanted || waits || !(automaticPreview || owedMs !== null)) return;
    timer = setTimeout(() => {
      const budgetMs = owedMs ?? automaticBudgetMs;
      owedMs = null;
      void runPreview(budgetMs);
    }, idleMs);
  };
  for (const store of [usePictures, useDocuments, useResults, useJobs, useBoard, useApplication]) store.subscribe(changed);
  onFrame(changed);
}
