/** @file The edge of the panel at the right: dragged by hand or moved by keys; only where it ends goes through React. Renderer. */
import { type KeyboardEvent, type PointerEvent, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { panelWidthBounds } from '../../src-shared/settings.ts';
import { changeSettings } from '../actions/settings.ts';
import { useApplication } from '../stores/application.ts';

const { min, max, usual } = panelWidthBounds;
const step = 10;
const bounded = (width: number): number => Math.round(Math.min(max, Math.max(min, width)));

export function PanelEdge() {
  const { t } = useTranslation();
  const width = useApplication((state) => state.settings.panelWidth);
  const dragged = useRef<number | null>(null);
  const keep = (panelWidth: number) => void changeSettings({ panelWidth: bounded(panelWidth) });

  const drag = (event: PointerEvent<HTMLDivElement>) => {
    const edge = event.currentTarget;
    if (!edge.hasPointerCapture(event.pointerId)) return;
    const editor = edge.closest<HTMLElement>('.editor')!;
    const pixels = editor.getBoundingClientRect().right - event.clientX;
    dragged.current = bounded((pixels * 16) / Number.parseFloat(getComputedStyle(document.documentElement).fontSize));
    editor.style.setProperty('--panel-width', `${dragged.current / 16}rem`);
  };
  const drop = () => {
    if (dragged.current !== null) keep(dragged.current);
    dragged.current = null;
  };
  const moveByKey = (event: KeyboardEvent) => {
    const by = { ArrowLeft: step, ArrowRight: -step }[event.key];
    if (by === undefined) return;
    event.preventDefault();
    keep(width + by);
  };

  return (
    <div
      className="panel-edge"
      role="separator"
      tabIndex={0}
      aria-label={t('panelWidth')}
      aria-orientation="vertical"
      aria-valuemin={min}
      aria-valuemax={max}
      aria-valuenow={width}
      onPointerDown={(event) => {
        event.currentTarget.setPointerCapture(event.pointerId);
      }}
      onPointerMove={drag}
      onPointerUp={drop}
      onPointerCancel={drop}
      onDoubleClick={() => {
        keep(usual);
      }}
      onKeyDown={moveByKey}
    />
  );
}
