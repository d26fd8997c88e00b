/** @file The panel at the right: steps, parameters, Run, saving, the picture's facts. Renderer. */
import { memo } from 'react';
import { useTranslation } from 'react-i18next';
import { selectedPicture, usePictures } from '../stores/pictures.ts';
import { Later } from '../ui/later.tsx';
import { PictureInfo } from './picture-info.tsx';
import { RunSection } from './run-section.tsx';
import { SavePanel } from './save-panel.tsx';
import { StepPanel } from './step-panel.tsx';
import { StepsPanel } from './steps-panel.tsx';

export const SidePanel = memo(function SidePanel() {
  const { t } = useTranslation();
  const picture = usePictures(selectedPicture);
  return (
    <aside className="side-panel" aria-label={t('panel.label')} tabIndex={-1}>
      {picture && (
        <Later>
          <StepsPanel pictureId={picture.id} />
          <StepPanel pictureId={picture.id} canCompare={picture.state.kind === 'open'} />
          <RunSection picture={picture} />
          <SavePanel picture={picture} />
          <PictureInfo picture={picture} />
        </Later>
      )}
    </aside>
  );
});
