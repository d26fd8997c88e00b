/** @file The line between before and after: dragged by hand or moved by keys, without a detour through React. Renderer. */
import { type KeyboardEvent, type PointerEvent, useEffect, useRef } from 'react';
import { ChevronsLeftRight, ChevronsUpDown } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import type { Axis } from '../canvas/scene.ts';
import { formatPercent } from '../format.ts';

const start = 50;
const step = 1;
const bigStep = 10;

type SplitHandleProps = {
  /** `horizontal` moves from left to right. */
  readonly axis: Axis;
  /** Names of the sides. */
  readonly before: string;
  readonly after: string;
  /** `share` of the view before the line, 0 to 1. */
  readonly onSplit: (share: number) => void;
};

export function SplitHandle({ axis, before, after, onSplit }: SplitHandleProps) {
  const { t } = useTranslation();
  const element = useRef<HTMLDivElement>(null);
  const percent = useRef(start);
  const across = axis === 'horizontal';

  const moveTo = (wanted: number) => {
    percent.current = Math.min(100, Math.max(0, wanted));
    const handle = element.current!;
    handle.style[across ? 'left' : 'top'] = `${percent.current}%`;
    handle.setAttribute('aria-valuenow', String(Math.round(percent.current)));
    handle.setAttribute('aria-valuetext', t('canvas.splitValue', { percent: formatPercent(percent.current / 100) }));
    onSplit(percent.current / 100);
  };
  useEffect(() => {
    moveTo(start);
  }, []);

  const drag = (event: PointerEvent<HTMLDivElement>) => {
    if (!event.currentTarget.hasPointerCapture(event.pointerId)) return;
    const { left, top, width, height } = event.currentTarget.parentElement!.getBoundingClientRect();
    moveTo((across ? (event.clientX - left) / width : (event.clientY - top) / height) * 100);
  };

  const moveByKey = (event: KeyboardEvent) => {
    const by = event.shiftKey ? bigStep : step;
    const [less, more] = across ? ['ArrowLeft', 'ArrowRight'] : ['ArrowUp', 'ArrowDown'];
    const targets: Record<string, number> = { [less!]: percent.current - by, [more!]: percent.current + by, Home: 0, End: 100 };
    const target = targets[event.key];
    if (target === undefined) return;
    event.preventDefault();
    moveTo(target);
  };

  return (
    <div
      ref={element}
      className={`split-handle split-handle-${axis}`}
      role="slider"
      tabIndex={0}
      aria-label={t('canvas.split')}
      aria-orientation={axis}
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
        {before}
      </span>
      <span className="split-grip" aria-hidden="true">
        {across ? <ChevronsLeftRight size={16} /> : <ChevronsUpDown size={16} />}
      </span>
      <span className="split-label split-label-after" aria-hidden="true">
        {after}
      </span>
    </div>
  );
}
