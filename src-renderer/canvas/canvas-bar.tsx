/** @file The line below the canvas: zoom, fit, comparison, what is shown. Renderer. */
import { Eye, Minus, Plus, SquareSplitHorizontal } from 'lucide-react';
import { useEffect, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import type { Picture } from '../../src-shared/ipc.ts';
import { formatPixels, formatZoom } from '../format.ts';
import type { DoneJob } from '../stores/jobs.ts';
import { useView } from '../stores/view.ts';
import { Hint, IconButton } from '../ui/button.tsx';
import { currentSurface, onZoom } from './current-surface.ts';

export function CanvasBar({ picture, result }: { readonly picture: Picture; readonly result: DoneJob | undefined }) {
  const { t } = useTranslation();
  const info = picture.state.kind === 'open' ? picture.state.info : null;
  return (
    <div className="canvas-bar" role="toolbar" aria-label={t('canvas.toolbar')}>
      <IconButton label={t('canvas.zoomOut')} keys="−" onClick={() => currentSurface()?.zoomOut()}>
        <Minus size={14} />
      </IconButton>
      <ZoomReadout />
      <IconButton label={t('canvas.zoomIn')} keys="+" onClick={() => currentSurface()?.zoomIn()}>
        <Plus size={14} />
      </IconButton>
      <Hint text={t('canvas.fit')} keys="0">
        <button type="button" className="bar-button" onClick={() => currentSurface()?.fit()}>
          {t('canvas.fit')}
        </button>
      </Hint>
      <Hint text={formatZoom(1)} keys="1">
        <button type="button" className="bar-button" onClick={() => currentSurface()?.zoomTo(1)}>
          {formatZoom(1)}
        </button>
      </Hint>
      {result && <CompareButtons />}
      <span className="canvas-bar-facts">
        {info && result && <span className="canvas-bar-source">{formatPixels(info)} → </span>}
        {info && formatPixels(result?.state.stages.at(-1)?.pyramid ?? info)}
        {info?.profile && <span className="canvas-bar-profile quiet"> · {info.profile}</span>}
      </span>
    </div>
  );
}

function CompareButtons() {
  const { t } = useTranslation();
  const { compare, setCompare } = useView();
  const peek = (on: boolean) => () => currentSurface()?.setPeeking(on);
  return (
    <>
      <span className="bar-line" />
      <Hint text={t('canvas.split')} keys="C">
        <button
          type="button"
          className="bar-button"
          aria-pressed={compare}
          onClick={() => {
            setCompare(!compare);
          }}
        >
          <SquareSplitHorizontal size={14} aria-hidden="true" />
          {t('canvas.compare')}
        </button>
      </Hint>
      <Hint text={t('canvas.peekHint')} keys="\">
        <button
          type="button"
          className="bar-button"
          onPointerDown={peek(true)}
          onPointerUp={peek(false)}
          onPointerLeave={peek(false)}
          onKeyDown={(event) => {
            if (event.key === ' ' || event.key === 'Enter') peek(true)();
          }}
          onKeyUp={peek(false)}
          onBlur={peek(false)}
        >
          <Eye size={14} aria-hidden="true" />
          {t('canvas.peek')}
        </button>
      </Hint>
    </>
  );
}

/** Written past React, since it changes with every frame of a zoom. */
function ZoomReadout() {
  const { t } = useTranslation();
  const element = useRef<HTMLOutputElement>(null);
  useEffect(
    () =>
      onZoom((zoom) => {
        element.current!.textContent = formatZoom(zoom);
      }),
    [],
  );
  return <output ref={element} className="zoom-readout" aria-label={t('canvas.zoom')} aria-live="off" />;
}
