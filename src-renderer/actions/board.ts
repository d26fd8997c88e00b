/** @file The compare board: opening it, computing its cells one after another, taking one over. Renderer. */
import { recipeUpTo } from '../../src-shared/document.ts';
import type { ParameterValues } from '../../src-shared/operations/operation.ts';
import { call } from '../api/bridge.ts';
import { boardParameters, boardRegion } from '../board/candidates.ts';
import { scaleOfAll } from '../panels/estimate.ts';
import { useApplication } from '../stores/application.ts';
import { type Board, type BoardCell, useBoard } from '../stores/board.ts';
import { documentOf, selectedStep, useDocuments } from '../stores/documents.ts';
import { selectedPicture, usePictures } from '../stores/pictures.ts';
import { adoptParameters, operationOf } from './documents.ts';
import { currentSight } from './preview.ts';

const createCell = (parameters: ParameterValues): BoardCell => ({ id: crypto.randomUUID(), parameters, result: { kind: 'waiting' } });

/** Opens the board for the step that is open in the panel, on the middle of what the canvas shows. */
export function openBoard(): void {
  const picture = selectedPicture(usePictures.getState());
  const step = picture && selectedStep(useDocuments.getState(), picture.id);
  if (picture?.state.kind !== 'open' || !step) return;
  const { width, height } = picture.state.info;
  const seen = currentSight(picture.id, picture.state.info)?.region ?? { x: 0, y: 0, width, height };
  const { steps } = documentOf(useDocuments.getState(), picture.id);
  const scaleBefore = scaleOfAll(steps.slice(0, steps.indexOf(step)).filter((it) => it.enabled));
  const cells = boardParameters(operationOf(step), step.parameters, useApplication.getState().models).map(createCell);
  useBoard.getState().board?.cells.forEach(release);
  useBoard.getState().open({ pictureId: picture.id, stepId: step.id, operation: step.operation, region: boardRegion(seen, scaleBefore), cells });
  void work();
}

const release = ({ id, result }: BoardCell): void => {
  if (result.kind === 'done') void call('preview:release', { id: result.preview.id });
  if (result.kind === 'running') void call('preview:cancel', { previewId: id });
};

/** What was computed stays for comparison on the canvas until another board is opened. */
export function closeBoard(): void {
  const { board, close, setCells } = useBoard.getState();
  if (!board) return;
  for (const cell of board.cells) if (cell.result.kind === 'running') release(cell);
  setCells(board.cells.filter((cell) => cell.result.kind === 'done'));
  close();
}

export function addBoardCell(parameters: ParameterValues): void {
  const { board, setCells } = useBoard.getState();
  if (!board) return;
  setCells([...board.cells, createCell(parameters)]);
  void work();
}

/** A changed cell is another one, so that an answer to the old one finds nothing to fill. */
export function changeBoardCell(cell: BoardCell, parameters: ParameterValues): void {
  const { board, setCells } = useBoard.getState();
  if (!board) return;
  release(cell);
  setCells(board.cells.map((it) => (it.id === cell.id ? createCell(parameters) : it)));
  void work();
}

export function removeBoardCell(cell: BoardCell): void {
  const { board, setCells } = useBoard.getState();
  if (!board) return;
  release(cell);
  setCells(board.cells.filter((it) => it.id !== cell.id));
}

export function adoptBoardCell({ parameters }: BoardCell): void {
  const { board } = useBoard.getState();
  if (!board) return;
  closeBoard();
  adoptParameters(board.pictureId, board.stepId, board.operation, parameters);
}

let working = false;

/** One region at a time: a slow model must not stand in the way of a cell that was taken off the board. */
async function work(): Promise<void> {
  if (working) return;
  working = true;
  for (;;) {
    const { board } = useBoard.getState();
    const next = board?.cells.find((cell) => cell.result.kind === 'waiting');
    if (!board || !next) break;
    await compute(board, next);
  }
  working = false;
}

async function compute(board: Board, { id, parameters }: BoardCell): Promise<void> {
  const { setResult } = useBoard.getState();
  setResult(id, { kind: 'running' });
  const recipe = recipeUpTo(documentOf(useDocuments.getState(), board.pictureId), board.stepId, parameters);
  const answer = await call('preview:run', { previewId: id, pictureId: board.pictureId, recipe, region: board.region, shrink: 1 });
  const wanted = useBoard.getState().board?.cells.some((cell) => cell.id === id);
  if (wanted) setResult(id, answer.ok ? { kind: 'done', preview: answer.value } : { kind: 'failed', failure: answer.error });
  else if (answer.ok) void call('preview:release', { id: answer.value.id });
}
