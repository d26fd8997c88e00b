/** @file The export of several results: how far it is, then what was saved and what failed. Renderer. */
import { Check, FolderOpen, TriangleAlert } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import type { ExportReport } from '../../src-shared/save-calls.ts';
import { cancelExport, revealExport } from '../actions/save.ts';
import { failureWords } from '../failure-words.ts';
import type { Export } from '../stores/saves.ts';
import { Button } from '../ui/button.tsx';
import { FailureCard } from '../ui/failure-card.tsx';
import { MiddleCut } from '../ui/middle-cut.tsx';
import { ProgressBar } from '../ui/progress-bar.tsx';

export function ExportOutcome({ exported }: { readonly exported: Export }) {
  const { t } = useTranslation();
  if (exported.kind === 'failed') return <FailureCard failure={exported.failure} />;
  if (exported.kind === 'over') return <Report report={exported.report} />;
  // The folder is still being chosen.
  if (!exported.progress) return null;
  const { done, total, pictureName } = exported.progress;
  return (
    <div className="underway">
      <ProgressBar label={t('export.progress')} done={done / total} />
      <div className="underway-line">
        <MiddleCut text={t('export.saving', { number: done + 1, total, name: pictureName })} />
        <Button onClick={() => void cancelExport()}>{t('panel.cancel')}</Button>
      </div>
    </div>
  );
}

function Report({ report: { saved, failed, cancelled, folder } }: { readonly report: ExportReport }) {
  const { t } = useTranslation();
  return (
    <div className="done" role="status">
      {saved.length > 0 && (
        <p className="job-outcome">
          <Check className="good" size={14} aria-hidden="true" />
          {t('export.done', { count: saved.length })}
        </p>
      )}
      {cancelled && <p className="quiet">{t('export.cancelled')}</p>}
      {failed.length > 0 && (
        <>
          <p className="warning">
            <TriangleAlert size={14} aria-hidden="true" />
            {t('export.failed', { count: failed.length })}
          </p>
          <ul className="export-failures">
            {failed.map(({ pictureName, failure }, index) => (
              <li key={`${index} ${pictureName}`}>
                <MiddleCut text={pictureName} />
                <span className="quiet">{failureWords(failure).message}</span>
              </li>
            ))}
          </ul>
        </>
      )}
      {saved.length > 0 && (
        <Button onClick={() => void revealExport(folder)}>
          <FolderOpen size={14} aria-hidden="true" />
          {t('export.reveal')}
        </Button>
      )}
    </div>
  );
}
