/** @file The button for another result of the selected step, and which of how many it is. Renderer. */
import { Dices } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { canTryAgain, tryAgain, variantsOf } from '../actions/variants.ts';
import { formatCount } from '../format.ts';
import { useShortcut } from '../shortcuts/words.ts';
import { selectedStep, useDocuments } from '../stores/documents.ts';
import { useJobs } from '../stores/jobs.ts';
import { openPicture, usePictures } from '../stores/pictures.ts';
import { Button, Hint } from '../ui/button.tsx';

/** Nothing where the step has but one result, or nothing to work on yet. */
export function TryAgain({ pictureId }: { readonly pictureId: string }) {
  const { t } = useTranslation();
  const keys = useShortcut('try-again');
  const step = useDocuments((state) => selectedStep(state, pictureId));
  const picture = usePictures((state) => openPicture(state, pictureId));
  useJobs((state) => state.jobs);
  const variants = step && picture && variantsOf({ step, picture });
  if (!variants || !step.mask) return null;
  return (
    <div className="underway-line">
      <span className="quiet">{t('variants.which', { number: formatCount(Number(step.parameters['variant'])), all: formatCount(variants.max) })}</span>
      <Hint text={t('variants.help')} keys={keys}>
        <Button disabled={!canTryAgain()} onClick={() => void tryAgain()}>
          <Dices size={14} aria-hidden="true" />
          {t('variants.tryAgain')}
        </Button>
      </Hint>
    </div>
  );
}
