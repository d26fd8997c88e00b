/** @file The line below the canvas: zoom, rulers, navigator, comparison, what is shown. Renderer. */
import { Map, Minus, Plus, Ruler } from 'lucide-react';
import { memo, useEffect, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { CompareBar } from '../compare/compare-bar.tsx';
import type { ShownPicture } from '../compare/sides.ts';
import { useChoices } from '../compare/use-choices.ts';
import { formatPixels, formatZoom } from '../format.ts';
import { useView } from '../stores/view.ts';
import { Later } from '../ui/later.tsx';
import { CommandButton } from './command-button.tsx';
import { onFrame } from './current-surface.ts';

export const CanvasBar = memo(function CanvasBar({ picture }: { readonly picture: ShownPicture }) {
  const { t } = useTranslation();
  const choices = useChoices(picture);
  const { info } = picture;
  const result = choices.findLast(({ kind }) => kind === 'step')?.side.layer.pyramid;
  return (
    <div className="canvas-bar" role="toolbar" aria-label={t('canvas.toolbar')}>
      <Later>
        <ViewButtons />
        <CompareBar pictureId={picture.id} choices={choices} />
        <span className="canvas-bar-facts">
          {result && <span className="canvas-bar-source">{formatPixels(info)} → </span>}
          <span className="canvas-bar-size">
            {formatPixels(result ?? info)}
            {info.profile && <span className="canvas-bar-profile quiet"> · {info.profile}</span>}
          </span>
        </span>
      </Later>
    </div>
  );
});

const ViewButtons = memo(function ViewButtons() {
  const { t } = useTranslation();
  const rulers = useView((state) => state.rulers);
  const navigator = useView((state) => state.navigator);
  return (
    <span className="bar-group">
      <CommandButton command="zoom-out">
        <Minus size={14} aria-hidden="true" />
      </CommandButton>
      <ZoomReadout />
      <CommandButton command="zoom-in">
        <Plus size={14} aria-hidden="true" />
      </CommandButton>
      <CommandButton command="fit">{t('commands.fit')}</CommandButton>
      <CommandButton command="fill">{t('commands.fill')}</CommandButton>
      <CommandButton command="actual-size">{formatZoom(1)}</CommandButton>
      <CommandButton command="double-size">{formatZoom(2)}</CommandButton>
      <CommandButton command="rulers" pressed={rulers}>
        <Ruler size={14} aria-hidden="true" />
      </CommandButton>
      <CommandButton command="navigator" pressed={navigator}>
        <Map size={14} aria-hidden="true" />
      </CommandButton>
    </span>
  );
});

/** Written past React, since it changes with every frame of a zoom. */
function ZoomReadout() {
  const { t } = useTranslation();
  const element = useRef<HTMLOutputElement>(null);
  useEffect(() => {
    let shown = 0;
    return onFrame((frame) => {
      if (!frame || frame.viewport.zoom === shown) return;
      shown = frame.viewport.zoom;
      element.current!.textContent = formatZoom(shown);
    });
  }, []);
  return <output ref={element} className="zoom-readout" aria-label={t('canvas.zoom')} aria-live="off" />;
}
