/** @file The states of a picture that can be compared, from the stores. Renderer. */
import { useMemo } from 'react';
import { type Job } from '../../src-shared/ipc.ts';
import { type BoardCell, useBoard } from '../stores/board.ts';
import { useJobs } from '../stores/jobs.ts';
import { type PreviewCell, usePreview } from '../stores/preview.ts';
import { type StageOfStep, finalStage, shownStages, stagesOf, useResults } from '../stores/results.ts';
import { type Choice, type Known, type OpenPicture, choicesOf } from './sides.ts';

const noCells: readonly PreviewCell[] = [];
const noBoard: readonly BoardCell[] = [];

/** Null for a picture that is not open. */
export function useChoices(picture: OpenPicture | null): readonly Choice[] | null {
  const id = picture?.id ?? '';
  const found = useResults((state) => stagesOf(state, id));
  const job = useJobs(({ jobs }) => jobs.findLast((it) => it.pictureId === id && stagesDone(it).length > 0));
  const cells = usePreview((state) => (state.pictureId === id ? state.cells : noCells));
  const board = useBoard((state) => (state.board?.pictureId === id ? state.board.cells : noBoard));
  return useMemo(
    () => picture && choicesOf(picture, { stages: stagesFrom(found, job), preview: finalStage(found) ? [] : cells, board: boardFrom(board) }),
    [picture, found, job, cells, board],
  );
}

const boardFrom = (cells: readonly BoardCell[]): Known['board'] =>
  cells.flatMap(({ id, result }, index) =>
    result.kind === 'done' ? [{ cell: index + 1, cellId: id, result: { id: result.preview.id, pyramid: result.preview.pyramid, place: result.preview.region } }] : [],
  );

const stagesDone = ({ state }: Job) => ('stages' in state ? state.stages : []);

/** What is known of the document's steps; before that, what the newest job has made. */
function stagesFrom(found: readonly StageOfStep[], job: Job | undefined): Known['stages'] {
  const shown = shownStages(found);
  if (shown.length > 0 || !job) return shown.map(({ step, stage }) => ({ stepId: step.id, operation: step.operation, stage }));
  return stagesDone(job).map((stage, index) => ({ stepId: `step-${index}`, operation: job.recipe.steps[index]!.operation, stage }));
}
