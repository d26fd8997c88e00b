/** @file The middle of the window: the canvas, or what stands there while there is nothing to draw. Renderer. */
import { memo, useEffect, useMemo, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import type { Picture } from '../../src-shared/ipc.ts';
import { tellViewSize } from '../actions/view-size.ts';
import { SideLabels } from '../compare/side-labels.tsx';
import { type ShownPicture, comparedOf, sceneOf, shownPicture } from '../compare/sides.ts';
import { useChoices } from '../compare/use-choices.ts';
import { useApplication } from '../stores/application.ts';
import { selectedPicture, usePictures } from '../stores/pictures.ts';
import { useView } from '../stores/view.ts';
import { FailureCard } from '../ui/failure-card.tsx';
import { MiddleCut } from '../ui/middle-cut.tsx';
import { CanvasBar } from './canvas-bar.tsx';
import { EmptyState } from './empty-state.tsx';
import { MaskLayer } from '../mask/mask-layer.tsx';
import { ToolBar } from '../mask/tool-bar.tsx';
import { ToolOptions } from '../mask/tool-options.tsx';
import { PanelEdge } from '../panels/panel-edge.tsx';
import { Navigator } from './navigator.tsx';
import { PictureCanvas } from './picture-canvas.tsx';
import { ReadOut } from './read-out-line.tsx';
import { Rulers } from './rulers.tsx';
import type { Comparison } from './scene.ts';

/** `besidePanel`: there is a panel at its right. */
export const Stage = memo(function Stage({ besidePanel }: { readonly besidePanel: boolean }) {
  const picture = usePictures(selectedPicture);
  const surround = useApplication((state) => state.settings.surround);
  const open = useMemo(() => (picture ? shownPicture(picture) : null), [picture]);
  const view = useRef<HTMLDivElement>(null);
  useEffect(() => tellViewSize(view.current!), []);
  return (
    <main className="stage" data-surround={open ? surround : 'theme'}>
      {open && <ToolOptions />}
      <div className="stage-middle">
        {open && <ToolBar pictureId={open.id} />}
        <div ref={view} className="stage-view">
          {open ? <OpenStage picture={open} /> : picture ? <NotOpen picture={picture} /> : <EmptyState />}
        </div>
      </div>
      {open && <CanvasBar picture={open} />}
      {besidePanel && <PanelEdge />}
    </main>
  );
});

function useComparison(): Comparison {
  const compare = useView((state) => state.compare);
  const kind = useView((state) => state.compareWay);
  const axis = useView((state) => state.axis);
  const gain = useView((state) => state.gain);
  return useMemo(() => {
    if (!compare) return { kind: 'off' };
    return kind === 'difference' ? { kind, gain } : { kind, axis };
  }, [compare, kind, axis, gain]);
}

function OpenStage({ picture }: { readonly picture: ShownPicture }) {
  const choices = useChoices(picture);
  const rulers = useView((state) => state.rulers);
  const navigator = useView((state) => state.navigator);
  const chosen = useView((state) => state.sides[picture.id]);
  const comparison = useComparison();
  const scene = useMemo(() => sceneOf(picture, choices, chosen), [picture, choices, chosen]);
  const compared = useMemo(() => comparedOf(choices, chosen), [choices, chosen]);
  return (
    <>
      <PictureCanvas scene={scene} name={picture.name} comparison={comparison} />
      <MaskLayer picture={picture} choices={choices} compared={compared} />
      {compared && <SideLabels key={picture.id} comparison={comparison} before={compared.before} after={compared.after} />}
      {rulers && <Rulers />}
      {navigator && <Navigator />}
      <ReadOut />
    </>
  );
}

function NotOpen({ picture: { name, path, state } }: { readonly picture: Picture }) {
  const { t } = useTranslation();
  if (state.kind === 'failed')
    return (
      <div className="stage-message">
        <h2>
          <MiddleCut text={name} title={path} />
        </h2>
        <FailureCard failure={state.failure} />
      </div>
    );
  return (
    <div className="stage-message" role="status">
      <MiddleCut text={t('canvas.opening', { name })} title={path} />
    </div>
  );
}
