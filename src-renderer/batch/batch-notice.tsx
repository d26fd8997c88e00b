/** @file Why a batch stands still or ended, where the user has to know or to decide. Renderer. */
import { CircleHelp, Eye, History } from 'lucide-react';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { type BatchSummary, existingPolicies } from '../../src-shared/batch.ts';
import { answerExisting } from '../actions/batches.ts';
import { Button } from '../ui/button.tsx';
import { FailureCard } from '../ui/failure-card.tsx';
import { MiddleCut } from '../ui/middle-cut.tsx';

const answers = existingPolicies.filter((policy) => policy !== 'ask');

export function BatchNotice({ batch: { id, state, counts } }: { readonly batch: BatchSummary }) {
  const { t } = useTranslation();
  if (state.kind === 'failed') return <FailureCard failure={state.failure} />;
  if (state.kind === 'watching')
    return (
      <Note icon={<Eye size={16} aria-hidden="true" />}>
        <p>{t('batch.notice.watching')}</p>
      </Note>
    );
  if (state.kind !== 'paused' || state.reason === 'user') return null;
  switch (state.reason) {
    case 'interrupted':
      return (
        <Note icon={<History size={16} aria-hidden="true" />}>
          <p>{t('batch.notice.interrupted')}</p>
          <p className="quiet">{t('batch.notice.interruptedHelp', { count: counts.done })}</p>
        </Note>
      );
    case 'existing':
      return (
        <Note icon={<CircleHelp size={16} aria-hidden="true" />}>
          <p>{t('batch.notice.existing')}</p>
          <p className="quiet batch-notice-path">
            <MiddleCut text={state.output} />
          </p>
          <div className="batch-buttons">
            {answers.map((policy) => (
              <Button key={policy} onClick={() => void answerExisting(id, policy)}>
                {t(`batch.notice.answers.${policy}`)}
              </Button>
            ))}
          </div>
        </Note>
      );
    case 'disk-full':
    case 'folder-away':
      return (
        <FailureCard failure={state.failure}>
          <p className="quiet">{t('batch.notice.goesOn')}</p>
        </FailureCard>
      );
  }
}

const Note = ({ icon, children }: { readonly icon: ReactNode; readonly children: ReactNode }) => (
  <div className="batch-note" role="status">
    {icon}
    <div>{children}</div>
  </div>
);
