/** @file The states of a picture that can be compared, from the stores. Renderer. */
import { useMemo } from 'react';
import { recipeOf } from '../../src-shared/document.ts';
import { atFullStrength } from '../preview/strength.ts';
import { type BoardCell, useBoard } from '../stores/board.ts';
import { documentOf, useDocuments } from '../stores/documents.ts';
import { type PreviewCell, usePreview } from '../stores/preview.ts';
import { finalStage, shownStages, stagesOf, useResults } from '../stores/results.ts';
import { type Choice, type Known, type ShownPicture, choicesOf } from './sides.ts';

const noCells: readonly PreviewCell[] = [];
const noBoard: readonly BoardCell[] = [];

export function useChoices(picture: ShownPicture): readonly Choice[] {
  const { id } = picture;
  const found = useResults((state) => stagesOf(state, id));
  const cells = usePreview((state) => (state.pictureId === id ? state.cells : noCells));
  const board = useBoard((state) => (state.board?.pictureId === id ? state.board.cells : noBoard));
  const previewShare = useDocuments((state) => {
    const recipe = recipeOf(documentOf(state, id));
    return recipe ? atFullStrength(recipe).share : 1;
  });
  return useMemo(() => {
    const stages = shownStages(found).map(({ step, stage }) => ({ stepId: step.id, operation: step.operation, stage }));
    return choicesOf(picture, { stages, preview: finalStage(found) ? [] : cells, previewShare, board: boardFrom(board) });
  }, [picture, found, cells, previewShare, board]);
}

const boardFrom = (cells: readonly BoardCell[]): Known['board'] =>
  cells.flatMap(({ id, result }, index) =>
    result.kind === 'done' ? [{ cell: index + 1, cellId: id, result: { id: result.preview.id, pyramid: result.preview.pyramid, place: result.preview.region } }] : [],
  );
