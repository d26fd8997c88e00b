/** @file A cell of the compare board: the region with one setting, its name, its time, and taking it over. Renderer. */
import { Check, X } from 'lucide-react';
import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { type Operation, type Parameter, type ParameterValues, usedParameters } from '../../src-shared/operations/operation.ts';
import { findOperation } from '../../src-shared/operations/registry.ts';
import { adoptBoardCell, changeBoardCell, removeBoardCell } from '../actions/board.ts';
import type { Camera } from '../canvas/camera.ts';
import { PictureView } from '../canvas/picture-view.tsx';
import { failureWords } from '../failure-words.ts';
import { formatDuration } from '../format.ts';
import { parameterWords } from '../operation-texts.ts';
import { useChosenModel } from '../panels/parameter-fields.tsx';
import { modelsFor } from '../panels/runnable.ts';
import { useApplication } from '../stores/application.ts';
import type { Board, BoardCell } from '../stores/board.ts';
import { documentOf, useDocuments } from '../stores/documents.ts';
import { usePictures } from '../stores/pictures.ts';
import { Button, IconButton } from '../ui/button.tsx';
import { BoardNumber } from './board-number.tsx';
import { wholePictureMs } from './whole-picture.ts';

/** What a camera of the board calls the region. */
export const boardPicture = 'board';

type BoardCellProps = { readonly board: Board; readonly cell: BoardCell; readonly number: number; readonly camera: Camera };

export function BoardCellView({ board, cell, number, camera }: BoardCellProps) {
  const { t } = useTranslation();
  const operation = findOperation(board.operation)!;
  const isInUse = useDocuments((state) => {
    const current = documentOf(state, board.pictureId).steps.find((step) => step.id === board.stepId)?.parameters;
    return current !== undefined && Object.entries(current).every(([name, value]) => cell.parameters[name] === value);
  });
  return (
    <li className="board-cell" aria-label={t('board.cell', { number })}>
      <div className="board-settings">
        <Settings operation={operation} cell={cell} />
        <IconButton label={t('board.remove', { number })} disabled={board.cells.length === 1} onClick={() => { removeBoardCell(cell); }}>
          <X size={14} aria-hidden="true" />
        </IconButton>
      </div>
      <div className="board-picture">
        <CellPicture cell={cell} camera={camera} label={t('board.picture', { number })} />
      </div>
      <div className="board-foot">
        <Times board={board} cell={cell} />
        {isInUse ? (
          <span className="board-in-use">
            <Check size={14} aria-hidden="true" />
            {t('board.current')}
          </span>
        ) : (
          <Button aria-label={t('board.adoptOf', { number })} onClick={() => { adoptBoardCell(cell); }}>
            {t('board.adopt')}
          </Button>
        )}
      </div>
    </li>
  );
}

function CellPicture({ cell: { result }, camera, label }: { readonly cell: BoardCell; readonly camera: Camera; readonly label: string }) {
  const { t } = useTranslation();
  const preview = result.kind === 'done' ? result.preview : null;
  const scene = useMemo(() => preview && { pictureId: boardPicture, before: { layer: { id: preview.id, pyramid: preview.pyramid, alpha: false }, patches: [] }, after: null }, [preview]);
  if (scene) return <PictureView scene={scene} camera={camera} label={label} />;
  if (result.kind === 'failed') return <p className="board-message">{failureWords(result.failure).message}</p>;
  return (
    <p className="board-message quiet" role="status">
      {t(result.kind === 'running' ? 'board.running' : 'board.waiting')}
    </p>
  );
}

function Times({ board, cell: { result } }: { readonly board: Board; readonly cell: BoardCell }) {
  const { t } = useTranslation();
  const source = usePictures((state) => state.pictures.find((it) => it.id === board.pictureId)?.state);
  if (result.kind !== 'done' || source?.kind !== 'open') return <span className="board-times" />;
  const { details } = result.preview;
  return (
    <span className="board-times">
      <span>{t('board.time', { time: formatDuration(details.durationMs) })}</span>
      <span className="quiet">{t('board.whole', { time: formatDuration(wholePictureMs(result.preview, source.info)) })}</span>
    </span>
  );
}

/** The step's parameters, each as a list or a number: four cells leave no room for more. */
function Settings({ operation, cell }: { readonly operation: Operation; readonly cell: BoardCell }) {
  const models = useApplication((state) => state.models);
  const model = useChosenModel(operation, cell.parameters);
  const change = (changed: ParameterValues) => {
    changeBoardCell(cell, { ...cell.parameters, ...changed });
  };
  const options = (parameter: Parameter): readonly { readonly value: string | number; readonly label: string }[] => {
    if (parameter.kind === 'model') return modelsFor(parameter, models).filter((model) => model.problem === undefined).map((model) => ({ value: model.id, label: model.name }));
    if (parameter.kind === 'look') return (model?.looks ?? []).map((look) => ({ value: look, label: look }));
    return parameter.kind === 'choice' ? parameter.options : [];
  };
  return (
    <span className="board-parameters">
      {Object.entries(usedParameters(operation, model)).map(([name, parameter]) =>
        parameter.kind === 'range' ? (
          <BoardNumber key={name} label={parameterWords(operation, name, parameter).label} parameter={parameter} value={Number(cell.parameters[name])} onChange={(value) => { change({ [name]: value }); }} />
        ) : (
          <select
            key={name}
            aria-label={parameterWords(operation, name, parameter).label}
            value={cell.parameters[name] === '' ? model?.looks[0] : cell.parameters[name]}
            onChange={(event) => {
              change({ [name]: options(parameter).find(({ value }) => String(value) === event.target.value)!.value });
            }}
          >
            {options(parameter).map((option) => (
              <option key={option.value} value={option.value}>
                {option.label}
              </option>
            ))}
          </select>
        ),
      )}
    </span>
  );
}
