/** @file What a model that is not taken in yet makes of the selected picture. Renderer. */
import { useTranslation } from 'react-i18next';
import { tryProposal } from '../actions/models.ts';
import { failureWords } from '../failure-words.ts';
import { Thumbnail } from '../filmstrip/thumbnail.tsx';
import type { Trial } from '../stores/model-import.ts';
import { selectedPicture, usePictures } from '../stores/pictures.ts';
import { Button } from '../ui/button.tsx';

export function TrialView({ trial }: { readonly trial: Trial }) {
  const { t } = useTranslation();
  const isOpen = usePictures((state) => selectedPicture(state)?.state.kind === 'open');
  return (
    <figure className="import-trial">
      <div className="import-trial-picture">
        {trial.kind === 'done' && <Thumbnail id={trial.preview.id} pyramid={trial.preview.pyramid} />}
        {trial.kind === 'running' && <p className="quiet" role="status">{t('modelLibrary.trying')}</p>}
        {trial.kind === 'failed' && <p className="quiet">{failureWords(trial.failure).message}</p>}
        {trial.kind === 'none' && <p className="quiet">{t('modelLibrary.noPicture')}</p>}
      </div>
      <figcaption>
        <span className="quiet">{t('modelLibrary.tryStory')}</span>
        <Button disabled={!isOpen || trial.kind === 'running'} onClick={() => void tryProposal()}>{t('modelLibrary.tryAgain')}</Button>
      </figcaption>
    </figure>
  );
}
