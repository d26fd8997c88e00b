/** @file The compare board: up to four settings of one step, computed on the same region. Data and small setters. Renderer. */
import { create } from 'zustand';
import type { Failure } from '../../src-shared/failure.ts';
import type { Preview } from '../../src-shared/ipc.ts';
import type { ParameterValues } from '../../src-shared/operations/operation.ts';
import type { Region } from '../../src-shared/region.ts';

export const boardSize = 4;

export type BoardResult = { readonly kind: 'waiting' } | { readonly kind: 'running' } | { readonly kind: 'done'; readonly preview: Preview } | { readonly kind: 'failed'; readonly failure: Failure };

export type BoardCell = { readonly id: string; readonly parameters: ParameterValues; readonly result: BoardResult };

export type Board = {
  readonly pictureId: string;
  readonly stepId: string;
  readonly operation: string;
  /** The same for all cells, in source pixels. */
  readonly region: Region;
  readonly cells: readonly BoardCell[];
};

type BoardState = {
  readonly isOpen: boolean;
  /** Stays when it is closed, so that its results can be compared on the canvas. */
  readonly board: Board | null;
  open(board: Board): void;
  close(): void;
  setCells(cells: readonly BoardCell[]): void;
  setResult(cellId: string, result: BoardResult): void;
};

export const useBoard = create<BoardState>()((set) => ({
  isOpen: false,
  board: null,
  open: (board) => {
    set({ board, isOpen: true });
  },
  close: () => {
    set({ isOpen: false });
  },
  setCells: (cells) => {
    set(({ board }) => ({ board: board && { ...board, cells } }));
  },
  setResult: (cellId, result) => {
    set(({ board }) => ({ board: board && { ...board, cells: board.cells.map((cell) => (cell.id === cellId ? { ...cell, result } : cell)) } }));
  },
}));
