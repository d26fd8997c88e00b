/** @file The line below the canvas: zoom, fit, comparison, what is shown. Renderer. */
import { Eye, Minus, Plus, SquareSplitHorizontal } from 'lucide-react';
import { useEffect, useRef } from 'react';
import type { Picture } from '../../src-shared/ipc.ts';
import { formatPixels, formatZoom } from '../format.ts';
import type { DoneJob } from '../stores/jobs.ts';
import { useView } from '../stores/view.ts';
import { strings } from '../strings.ts';
import { Hint, IconButton } from '../ui/button.tsx';
import { currentSurface, onZoom } from './current-surface.ts';

export function CanvasBar({ picture, result }: { readonly picture: Picture; readonly result: DoneJob | undefined }) {
  const info = picture.state.kind === 'open' ? picture.state.info : null;
  return (
    <div className="canvas-bar" role="toolbar" aria-label={strings.canvas.toolbar}>
      <IconButton label={strings.canvas.zoomOut} keys="−" onClick={() => currentSurface()?.zoomOut()}>
        <Minus size={14} />
      </IconButton>
      <ZoomReadout />
      <IconButton label={strings.canvas.zoomIn} keys="+" onClick={() => currentSurface()?.zoomIn()}>
        <Plus size={14} />
      </IconButton>
      <Hint text={strings.canvas.fit} keys="0">
        <button type="button" className="bar-button" onClick={() => currentSurface()?.fit()}>
          {strings.canvas.fit}
        </button>
      </Hint>
      <Hint text={strings.canvas.actual} keys="1">
        <button type="button" className="bar-button" onClick={() => currentSurface()?.zoomTo(1)}>
          {strings.canvas.actual}
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
  const { compare, setCompare } = useView();
  const peek = (on: boolean) => () => currentSurface()?.setPeeking(on);
  return (
    <>
      <span className="bar-line" />
      <Hint text={strings.canvas.split} keys="C">
        <button
          type="button"
          className="bar-button"
          aria-pressed={compare}
          onClick={() => {
            setCompare(!compare);
          }}
        >
          <SquareSplitHorizontal size={14} aria-hidden="true" />
          {strings.canvas.compare}
        </button>
      </Hint>
      <Hint text={strings.canvas.peekHint} keys="\">
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
          {strings.canvas.peek}
        </button>
      </Hint>
    </>
  );
}

/** Written past React, since it changes with every frame of a zoom. */
function ZoomReadout() {
  const element = useRef<HTMLOutputElement>(null);
  useEffect(
    () =>
      onZoom((zoom) => {
        element.current!.textContent = formatZoom(zoom);
      }),
    [],
  );
  return <output ref={element} className="zoom-readout" aria-label={strings.canvas.zoom} aria-live="off" />;
}
