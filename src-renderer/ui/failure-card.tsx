/** @file A failure where it happened: what, what to do, and the log in a fold. Renderer. */
import { CircleAlert } from 'lucide-react';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { Failure } from '../../src-shared/failure.ts';
import { failureWords } from '../failure-words.ts';
import { Fold } from './fold.tsx';

export const FailureCard = ({ failure: told, children }: { readonly failure: Failure; readonly children?: ReactNode }) => {
  const { t } = useTranslation();
  const failure = failureWords(told);
  return (
    <div className="failure-card" role="alert">
      <CircleAlert className="failure-icon" size={16} aria-hidden="true" />
      <div>
        <p>{failure.message}</p>
        {failure.advice !== undefined && <p className="quiet">{failure.advice}</p>}
        {failure.detail !== undefined && (
          <Fold title={t('details')}>
            <pre tabIndex={0}>{failure.detail}</pre>
          </Fold>
        )}
        {children}
      </div>
    </div>
  );
};
