/** @file The compare board: settings of one step beside each other on the same region, moved and zoomed together. Renderer. */
import { Plus, X } from 'lucide-react';
import { Dialog } from 'radix-ui';
import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { addBoardCell, closeBoard } from '../actions/board.ts';
import { createCamera } from '../canvas/camera.ts';
import { formatPixels } from '../format.ts';
import { type Board, boardSize, useBoard } from '../stores/board.ts';
import { Button } from '../ui/button.tsx';
import { BoardCellView, boardPicture } from './board-cell.tsx';

export function BoardDialog() {
  const isOpen = useBoard((state) => state.isOpen);
  const board = useBoard((state) => state.board);
  return (
    <Dialog.Root
      open={isOpen}
      onOpenChange={(open) => {
        if (!open) closeBoard();
      }}
    >
      <Dialog.Portal>
        <Dialog.Overlay className="dialog-overlay" />
        <Dialog.Content
          className="board"
          aria-describedby={undefined}
          onOpenAutoFocus={(event) => {
            event.preventDefault();
            (event.currentTarget as HTMLElement).focus();
          }}
          // The window's own keys act on the canvas below.
          onKeyDown={(event) => {
            event.stopPropagation();
          }}
        >
          {board && <Content board={board} />}
        </Dialog.Content>
      </Dialog.Portal>
    </Dialog.Root>
  );
}

/** To the camera every cell is the same picture, so that all move together. */
function createBoardCamera() {
  const camera = createCamera();
  camera.move(boardPicture, 'fill');
  return camera;
}

function Content({ board }: { readonly board: Board }) {
  const { t } = useTranslation();
  const camera = useMemo(createBoardCamera, []);
  const last = board.cells.at(-1);
  return (
    <>
      <header className="board-head">
        <Dialog.Title>{t('board.title')}</Dialog.Title>
        <span className="quiet board-help">
          {t('board.help', { size: formatPixels(board.region) })}
        </span>
        {last && board.cells.length < boardSize && (
          <Button
            onClick={() => {
              addBoardCell(last.parameters);
            }}
          >
            <Plus size={14} aria-hidden="true" />
            {t('board.add')}
          </Button>
        )}
        <Dialog.Close className="icon-button" aria-label={t('close')}>
          <X size={16} aria-hidden="true" />
        </Dialog.Close>
      </header>
      <ol className="board-cells" data-count={board.cells.length}>
        {board.cells.map((cell, index) => (
          <BoardCellView key={index} board={board} cell={cell} number={index + 1} camera={camera} />
        ))}
      </ol>
    </>
  );
}
