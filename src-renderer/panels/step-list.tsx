/** @file The list of steps: arrows select, Alt with arrows or dragging moves a step, Delete deletes it. Renderer. */
import { type DragEvent, type KeyboardEvent, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { DocumentStep } from '../../src-shared/document.ts';
import { operationOf } from '../actions/documents.ts';
import { operationLabel } from '../operation-texts.ts';
import { useView } from '../stores/view.ts';
import { type StepEdits, StepRow } from './step-row.tsx';

const dragType = 'application/x-imago-step';

type StepListProps = {
  readonly label: string;
  readonly steps: readonly DocumentStep[];
  readonly selectedId: string | undefined;
  readonly edits: StepEdits;
  /** Whether its result is computed. */
  readonly isReady?: (step: DocumentStep) => boolean;
};

export function StepList({ label, steps, selectedId, edits, isReady = () => false }: StepListProps) {
  const { t } = useTranslation();
  const list = useRef<HTMLOListElement>(null);
  const drag = useDrag(steps, edits.move);

  const focusRow = (index: number) => {
    list.current?.querySelectorAll<HTMLElement>('.step-name')[index]?.focus();
  };
  const move = (step: DocumentStep, to: number) => {
    if (to < 0 || to >= steps.length) return;
    edits.move(step, to);
    useView.getState().announce(t('steps.moved', { operation: operationLabel(operationOf(step)), number: to + 1, total: steps.length }));
    requestAnimationFrame(() => {
      focusRow(to);
    });
  };
  const onKeyDown = (event: KeyboardEvent) => {
    const index = steps.findIndex((step) => step.id === selectedId);
    const step = steps[index];
    const by = { ArrowUp: -1, ArrowDown: 1 }[event.key];
    if (!step || !(event.target as HTMLElement).matches('.step-name') || event.ctrlKey || event.metaKey) return;
    if (by !== undefined && event.altKey) move(step, index + by);
    else if (by !== undefined && steps[index + by]) {
      edits.select(steps[index + by]!.id);
      focusRow(index + by);
    } else if (event.key === 'Delete') {
      edits.remove(step);
      requestAnimationFrame(() => {
        focusRow(Math.min(index, steps.length - 2));
      });
    } else if (by === undefined) return;
    event.preventDefault();
    event.stopPropagation();
  };

  return (
    <ol ref={list} className="step-list" aria-label={label} onKeyDown={onKeyDown}>
      {steps.map((step, index) => (
        <li key={step.id} className="step-item" {...drag.of(step, index)}>
          <StepRow step={step} index={index} count={steps.length} selected={step.id === selectedId} ready={isReady(step)} edits={edits} onMove={(to) => { move(step, to); }} />
        </li>
      ))}
    </ol>
  );
}

/** Dragging a row between others; a line shows where it would land. */
function useDrag(steps: readonly DocumentStep[], move: StepEdits['move']) {
  const [dragged, setDragged] = useState<string | null>(null);
  /** The gap, counted from above the first row. */
  const [gap, setGap] = useState<number | null>(null);
  const end = () => {
    setDragged(null);
    setGap(null);
  };
  const gapAt = (event: DragEvent, index: number) => {
    const { top, height } = event.currentTarget.getBoundingClientRect();
    return event.clientY < top + height / 2 ? index : index + 1;
  };
  const markOf = (step: DocumentStep, index: number) => {
    if (step.id === dragged) return 'dragged';
    if (gap === index) return 'before';
    return gap === steps.length && index === steps.length - 1 ? 'after' : undefined;
  };
  const of = (step: DocumentStep, index: number) => ({
    draggable: true,
    'data-drop': markOf(step, index),
    onDragStart: (event: DragEvent) => {
      event.dataTransfer.setData(dragType, step.id);
      event.dataTransfer.effectAllowed = 'move';
      setDragged(step.id);
    },
    onDragOver: (event: DragEvent) => {
      if (!event.dataTransfer.types.includes(dragType)) return;
      event.preventDefault();
      event.stopPropagation();
      event.dataTransfer.dropEffect = 'move';
      setGap(gapAt(event, index));
    },
    onDrop: (event: DragEvent) => {
      const from = steps.findIndex((it) => it.id === event.dataTransfer.getData(dragType));
      if (from < 0) return;
      event.preventDefault();
      event.stopPropagation();
      const target = gapAt(event, index);
      move(steps[from]!, target > from ? target - 1 : target);
      end();
    },
    onDragEnd: end,
  });
  return { of };
}
