/** @file The middle of the window: the canvas, or what stands there while there is nothing to draw. Renderer. */
import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import type { Picture } from '../../src-shared/ipc.ts';
import { SplitHandle } from '../compare/split-handle.tsx';
import { useApplication } from '../stores/application.ts';
import { type DoneJob, resultOf, useJobs } from '../stores/jobs.ts';
import { selectedPicture, usePictures } from '../stores/pictures.ts';
import { useView } from '../stores/view.ts';
import { FailureCard } from '../ui/failure-card.tsx';
import { MiddleCut } from '../ui/middle-cut.tsx';
import { CanvasBar } from './canvas-bar.tsx';
import { EmptyState } from './empty-state.tsx';
import { PictureCanvas } from './picture-canvas.tsx';
import type { Scene } from './scene.ts';

export function Stage() {
  const picture = usePictures(selectedPicture);
  const surround = useApplication((state) => state.settings.surround);
  const jobs = useJobs((state) => state.jobs);
  const result = picture && resultOf(jobs, picture.id);
  return (
    <main className="stage" data-surround={picture?.state.kind === 'open' ? surround : 'theme'}>
      <div className="stage-view">{picture ? <Content picture={picture} result={result} /> : <EmptyState />}</div>
      {picture?.state.kind === 'open' && <CanvasBar picture={picture} result={result} />}
    </main>
  );
}

function Content({ picture, result }: { readonly picture: Picture; readonly result: DoneJob | undefined }) {
  const { t } = useTranslation();
  const comparing = useView((state) => state.compare);
  const scene = useScene(picture, result);
  if (scene)
    return (
      <>
        <PictureCanvas scene={scene} name={picture.name} comparing={comparing} />
        {scene.after && comparing && <SplitHandle key={picture.id} />}
      </>
    );
  if (picture.state.kind === 'failed')
    return (
      <div className="stage-message">
        <h2>
          <MiddleCut text={picture.name} title={picture.path} />
        </h2>
        <FailureCard failure={picture.state.failure} />
      </div>
    );
  return (
    <div className="stage-message" role="status">
      <MiddleCut text={t('canvas.opening', { name: picture.name })} title={picture.path} />
    </div>
  );
}

function useScene({ id, state }: Picture, result: DoneJob | undefined): Scene | null {
  const source = state.kind === 'open' ? state : null;
  const resultId = result?.state.stages.at(-1)?.id;
  const resultPyramid = result?.state.stages.at(-1)?.pyramid;
  return useMemo(() => {
    if (!source) return null;
    const { alpha } = source.info;
    const after = resultId === undefined || !resultPyramid ? null : { id: resultId, pyramid: resultPyramid, alpha };
    return { pictureId: id, before: { id, pyramid: source.pyramid, alpha }, after };
  }, [id, source, resultId, resultPyramid]);
}
