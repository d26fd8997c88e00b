/** @file The line between before and after: dragged by hand or moved by keys, without a detour through React. Renderer. */
import { type KeyboardEvent, type PointerEvent, useEffect, useRef } from 'react';
import { ChevronsLeftRight } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { currentSurface } from '../canvas/current-surface.ts';
import { formatPercent } from '../format.ts';

const start = 50;
const step = 1;
const bigStep = 10;

export function SplitHandle() {
  const { t } = useTranslation();
  const element = useRef<HTMLDivElement>(null);
  const percent = useRef(start);

  const moveTo = (wanted: number) => {
    percent.current = Math.min(100, Math.max(0, wanted));
    const handle = element.current!;
    handle.style.left = `${percent.current}%`;
    handle.setAttribute('aria-valuenow', String(Math.round(percent.current)));
    handle.setAttribute('aria-valuetext', t('canvas.splitValue', { percent: formatPercent(percent.current / 100) }));
    currentSurface()?.setSplit(percent.current / 100);
  };
  useEffect(() => {
    moveTo(start);
  }, []);

  const drag = (event: PointerEvent<HTMLDivElement>) => {
    if (!event.currentTarget.hasPointerCapture(event.pointerId)) return;
    const { left, width } = event.currentTarget.parentElement!.getBoundingClientRect();
    moveTo(((event.clientX - left) / width) * 100);
  };

  const moveByKey = (event: KeyboardEvent) => {
    const by = event.shiftKey ? bigStep : step;
    const targets: Record<string, number> = { ArrowLeft: percent.current - by, ArrowRight: percent.current + by, Home: 0, End: 100 };
    const target = targets[event.key];
    if (target === undefined) return;
    event.preventDefault();
    moveTo(target);
  };

  return (
    <div
      ref={element}
      className="split-handle"
      role="slider"
      tabIndex={0}
      aria-label={t('canvas.split')}
      aria-orientation="horizontal"
      aria-valuemin={0}
      aria-valuemax={100}
      aria-valuenow={start}
      onPointerDown={(event) => {
        event.currentTarget.setPointerCapture(event.pointerId);
      }}
      onPointerMove={drag}
      onDoubleClick={() => {
        moveTo(start);
      }}
      onKeyDown={moveByKey}
    >
      <span className="split-label split-label-before" aria-hidden="true">
        {t('canvas.before')}
      </span>
      <span className="split-grip" aria-hidden="true">
        <ChevronsLeftRight size={16} />
      </span>
      <span className="split-label split-label-after" aria-hidden="true">
        {t('canvas.after')}
      </span>
    </div>
  );
}
