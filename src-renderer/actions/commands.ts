/**
 * @file Every command of the window, once: keys, menu, palette, cheat sheet and settings are made from this list. Renderer.
 *
 * A new command is a line here and its name under `commands` in the catalogues.
 */
import { changeGain, toggleNavigator, toggleRulers, toggleWay, turnComparison } from '../canvas/canvas-commands.ts';
import { currentSurface } from '../canvas/current-surface.ts';
import type english from '../locales/en.json';
import { useApplication } from '../stores/application.ts';
import { useDocuments } from '../stores/documents.ts';
import { resultOf, useJobs } from '../stores/jobs.ts';
import { usePictures } from '../stores/pictures.ts';
import { type DialogName, useView } from '../stores/view.ts';
import { takeStepsToBatch } from './batch-draft.ts';
import { openBoard } from './board.ts';
import { redo, undo } from './documents.ts';
import { cancelSelectedJob, runSelectedPicture } from './jobs.ts';
import { clearMask, hardenBrush, invertMask, maskSubject, nextMaskLook, resizeBrush, selectPeople, takeTool } from './masks.ts';
import { closeSelectedPicture, openDialog, openSample, selectNeighbour } from './pictures.ts';
import { runPreview } from './preview.ts';
import { changeSettings } from './settings.ts';
import { canTryAgain, tryAgain } from './variants.ts';
import { copySelectedResult, exportResults, hasSelectedResult, saveSelectedResult, unsavedResults } from './save.ts';

export type CommandId = keyof typeof english.commands;
export type CommandGroup = keyof typeof english.commandGroups;

export type Command = {
  readonly group: CommandGroup;
  /** As `shortcuts/combination.ts` writes them. */
  readonly keys: readonly string[];
  readonly run: () => unknown;
  /** Whether it works on every screen; the others go to the editor first, and their keys are the editor's alone. */
  readonly anywhere?: true;
  /** Where it is missing, the command can always be asked for. */
  readonly available?: () => boolean;
  /** Whether a key that is held asks again and again. */
  readonly repeats?: true;
  /** Ends a command that lasts while its key is held; such a command is for keys alone. */
  readonly release?: () => unknown;
};

const hasPicture = () => usePictures.getState().selectedId !== null;
const hasMaskSubject = () => maskSubject() !== null;
const hasSeveral = () => usePictures.getState().pictures.length > 1;
function hasResult(): boolean {
  const { selectedId } = usePictures.getState();
  return selectedId !== null && resultOf(useJobs.getState().jobs, selectedId) !== undefined;
}

const show = (dialog: DialogName) => () => {
  useView.getState().setDialog(dialog);
};

function togglePanels(): void {
  void changeSettings({ panels: !useApplication.getState().settings.panels });
}

function toggleCompare(): void {
  const { compare, setCompare } = useView.getState();
  if (hasResult()) setCompare(!compare);
}

export const commands: Readonly<Record<CommandId, Command>> = {
  open: { group: 'file', keys: ['Mod+O'], run: openDialog },
  'open-sample': { group: 'file', keys: [], run: () => openSample('upscale') },
  'save-as': { group: 'file', keys: ['Mod+S'], run: saveSelectedResult, available: hasSelectedResult },
  'export-all': { group: 'file', keys: ['Mod+E'], run: () => exportResults(), available: () => unsavedResults().length > 0 },
  'copy-result': { group: 'edit', keys: ['Mod+Shift+C'], run: copySelectedResult, available: hasSelectedResult },
  'close-picture': { group: 'file', keys: ['Mod+W'], run: closeSelectedPicture, available: hasPicture },
  settings: { group: 'file', keys: ['Mod+,'], run: show('settings'), anywhere: true },

  undo: { group: 'edit', keys: ['Mod+Z'], run: undo, available: () => useDocuments.getState().history.done.length > 0, repeats: true },
  redo: { group: 'edit', keys: ['Mod+Shift+Z'], run: redo, available: () => useDocuments.getState().history.undone.length > 0, repeats: true },

  run: { group: 'picture', keys: ['Mod+Enter'], run: runSelectedPicture, available: hasPicture },
  cancel: { group: 'picture', keys: ['Mod+.'], run: cancelSelectedJob, available: hasPicture },
  preview: { group: 'picture', keys: ['P', 'Enter'], run: () => runPreview(), available: hasPicture },
  'try-again': { group: 'picture', keys: ['Y'], run: () => void tryAgain(), available: canTryAgain },
  board: { group: 'picture', keys: ['Mod+B'], run: openBoard, available: hasPicture },
  'use-on-folder': { group: 'picture', keys: ['Mod+Shift+B'], run: takeStepsToBatch, available: hasPicture },

  fit: { group: 'view', keys: ['0'], run: () => currentSurface()?.fit(), available: hasPicture },
  fill: { group: 'view', keys: ['F'], run: () => currentSurface()?.fill(), available: hasPicture },
  'actual-size': { group: 'view', keys: ['1'], run: () => currentSurface()?.zoomTo(1), available: hasPicture },
  'double-size': { group: 'view', keys: ['2'], run: () => currentSurface()?.zoomTo(2), available: hasPicture },
  'zoom-in': { group: 'view', keys: ['+', '='], run: () => currentSurface()?.zoomIn(), available: hasPicture, repeats: true },
  'zoom-out': { group: 'view', keys: ['-'], run: () => currentSurface()?.zoomOut(), available: hasPicture, repeats: true },
  rulers: { group: 'view', keys: ['R'], run: toggleRulers, available: hasPicture },
  panels: { group: 'view', keys: ['Mod+\\'], run: togglePanels, available: hasPicture },
  navigator: { group: 'view', keys: ['N'], run: toggleNavigator, available: hasPicture },
  compare: { group: 'view', keys: ['C'], run: toggleCompare, available: hasResult },
  'compare-slider': { group: 'view', keys: ['W'], run: toggleWay('slider'), available: hasPicture },
  'compare-side': { group: 'view', keys: ['S'], run: toggleWay('side'), available: hasPicture },
  'compare-difference': { group: 'view', keys: ['D'], run: toggleWay('difference'), available: hasPicture },
  'compare-turn': { group: 'view', keys: ['T'], run: turnComparison, available: hasPicture },
  'gain-up': { group: 'view', keys: ['.'], run: () => { changeGain(2); }, available: hasPicture, repeats: true },
  'gain-down': { group: 'view', keys: [','], run: () => { changeGain(1 / 2); }, available: hasPicture, repeats: true },
  peek: {
    group: 'view',
    keys: ['\\'],
    run: () => currentSurface()?.setPeeking(true),
    release: () => currentSurface()?.setPeeking(false),
  },

  'tool-move': { group: 'mask', keys: ['V'], run: takeTool('move'), available: hasPicture },
  'tool-brush': { group: 'mask', keys: ['B'], run: takeTool('brush'), available: hasMaskSubject },
  'tool-eraser': { group: 'mask', keys: ['E'], run: takeTool('eraser'), available: hasMaskSubject },
  'tool-lasso': { group: 'mask', keys: ['L'], run: takeTool('lasso'), available: hasMaskSubject },
  'tool-polygon': { group: 'mask', keys: ['G'], run: takeTool('polygon'), available: hasMaskSubject },
  'tool-rectangle': { group: 'mask', keys: ['M'], run: takeTool('rectangle'), available: hasMaskSubject },
  'tool-ellipse': { group: 'mask', keys: ['U'], run: takeTool('ellipse'), available: hasMaskSubject },
  'tool-wand': { group: 'mask', keys: ['A'], run: takeTool('wand'), available: hasMaskSubject },
  'tool-object': { group: 'mask', keys: ['O'], run: takeTool('object'), available: hasMaskSubject },
  'select-people': { group: 'mask', keys: ['H'], run: () => void selectPeople(), available: hasMaskSubject },
  'brush-smaller': { group: 'mask', keys: ['['], run: resizeBrush(-1), repeats: true },
  'brush-larger': { group: 'mask', keys: [']'], run: resizeBrush(1), repeats: true },
  'brush-softer': { group: 'mask', keys: ['{'], run: hardenBrush(-0.1), repeats: true },
  'brush-harder': { group: 'mask', keys: ['}'], run: hardenBrush(0.1), repeats: true },
  'mask-look': { group: 'mask', keys: ['Q'], run: nextMaskLook, available: hasMaskSubject },
  'mask-invert': { group: 'mask', keys: ['Mod+I'], run: invertMask, available: hasMaskSubject },
  'mask-clear': { group: 'mask', keys: [], run: clearMask, available: hasMaskSubject },

  'next-picture': { group: 'go', keys: ['PageDown'], run: () => selectNeighbour(1), available: hasSeveral },
  'previous-picture': { group: 'go', keys: ['PageUp'], run: () => selectNeighbour(-1), available: hasSeveral },

  palette: { group: 'help', keys: ['Mod+K'], run: show('palette'), anywhere: true },
  shortcuts: { group: 'help', keys: ['?'], run: show('shortcuts'), anywhere: true },
};

/** Runs a command on the screen that it belongs to. */
export function runCommand(id: CommandId): void {
  const { anywhere, run } = commands[id];
  if (!anywhere) useView.getState().setScreen('edit');
  run();
}

export const commandIds = Object.keys(commands) as CommandId[];
export const isCommandId = (id: string): id is CommandId => Object.hasOwn(commands, id);
