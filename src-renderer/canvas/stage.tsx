/** @file The middle of the window: the canvas, or what stands there while there is nothing to draw. Renderer. */
import { type ReactNode, useEffect, useMemo, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import type { Picture } from '../../src-shared/ipc.ts';
import { tellViewSize } from '../actions/view-size.ts';
import { SideLabels } from '../compare/side-labels.tsx';
import { type Choice, type ShownPicture, comparedOf, sceneOf, shownPicture } from '../compare/sides.ts';
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
import { Navigator } from './navigator.tsx';
import { PictureCanvas } from './picture-canvas.tsx';
import { ReadOut } from './read-out-line.tsx';
import { Rulers } from './rulers.tsx';
import type { Comparison } from './scene.ts';

/** `edge` is what stands between it and the panel at its right. */
export function Stage({ edge }: { readonly edge: ReactNode }) {
  const picture = usePictures(selectedPicture);
  const surround = useApplication((state) => state.settings.surround);
  const open = useMemo(() => (picture ? shownPicture(picture) : null), [picture]);
  const choices = useChoices(open);
  const view = useRef<HTMLDivElement>(null);
  useEffect(() => tellViewSize(view.current!), []);
  return (
    <main className="stage" data-surround={open ? surround : 'theme'}>
      {open && choices && <ToolOptions />}
      <div className="stage-middle">
        {open && choices && <ToolBar pictureId={open.id} />}
        <div ref={view} className="stage-view">
          {open && choices ? <OpenStage picture={open} choices={choices} /> : picture ? <NotOpen picture={picture} /> : <EmptyState />}
        </div>
      </div>
      {open && choices && <CanvasBar picture={open} choices={choices} />}
      {edge}
    </main>
  );
}

function useComparison(): Comparison {
  const { compare, compareWay: kind, axis, gain } = useView();
  return useMemo(() => {
    if (!compare) return { kind: 'off' };
    return kind === 'difference' ? { kind, gain } : { kind, axis };
  }, [compare, kind, axis, gain]);
}

function OpenStage({ picture, choices }: { readonly picture: ShownPicture; readonly choices: readonly Choice[] }) {
  const { rulers, navigator, sides } = useView();
  const chosen = sides[picture.id];
  const comparison = useComparison();
  const scene = useMemo(() => sceneOf(picture, choices, chosen), [picture, choices, chosen]);
  const compared = useMemo(() => comparedOf(choices, chosen), [choices, chosen]);
  return (
    <>
      <PictureCanvas scene={scene} name={picture.name} comparison={comparison} />
      <MaskLayer picture={picture} />
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
