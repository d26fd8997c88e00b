/** @file The panel at the right: steps, parameters, Run, saving, the picture's facts. Renderer. */
import { memo, useDeferredValue } from 'react';
import { useTranslation } from 'react-i18next';
import type { Picture } from '../../src-shared/ipc.ts';
import { selectedPicture, usePictures } from '../stores/pictures.ts';
import { Later } from '../ui/later.tsx';
import { PictureInfo } from './picture-info.tsx';
import { RunSection } from './run-section.tsx';
import { SavePanel } from './save-panel.tsx';
import { StepPanel } from './step-panel.tsx';
import { StepsPanel } from './steps-panel.tsx';

export const SidePanel = memo(function SidePanel() {
  const { t } = useTranslation();
  const picture = useFollowing(usePictures(selectedPicture));
  return (
    <aside className="side-panel" aria-label={t('panel.label')} tabIndex={-1}>
      {picture && (
        <Later>
          <StepsPanel pictureId={picture.id} />
          <StepPanel picture={picture} />
          <RunSection picture={picture} />
          <SavePanel picture={picture} />
          <PictureInfo picture={picture} />
        </Later>
      )}
    </aside>
  );
});

/** Another picture at once; what becomes known of it while it opens after the canvas, in slices. */
function useFollowing(picture: Picture | undefined): Picture | undefined {
  const before = useDeferredValue(picture);
  return before?.id === picture?.id ? before : picture;
}
