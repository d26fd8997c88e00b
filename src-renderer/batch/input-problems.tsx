/** @file What the listing of the files met and could not take, each with its reason. Renderer. */
import { TriangleAlert } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import type { InputProblem } from '../../src-shared/batch.ts';
import { failureWords } from '../failure-words.ts';
import { MiddleCut } from '../ui/middle-cut.tsx';

export function InputProblems({ problems }: { readonly problems: readonly InputProblem[] }) {
  const { t } = useTranslation();
  if (problems.length === 0) return null;
  return (
    <details className="batch-problems">
      <summary className="warning">
        <TriangleAlert size={14} aria-hidden="true" />
        {t('batch.problems', { count: problems.length })}
      </summary>
      <ul>
        {problems.map(({ path, failure }) => {
          const { message, advice } = failureWords(failure);
          return (
            <li key={path}>
              <MiddleCut text={path} />
              <span className="quiet">{[message, advice].filter(Boolean).join(' ')}</span>
            </li>
          );
        })}
      </ul>
    </details>
  );
}
