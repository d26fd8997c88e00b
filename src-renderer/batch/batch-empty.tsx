/** @file What stands on the Batch screen before there is a batch: how to get one. Renderer. */
import { FolderOpen, Images } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { chooseSources } from '../actions/batch-draft.ts';
import { useBatchDraft } from '../stores/batch-draft.ts';
import { Button } from '../ui/button.tsx';

export function BatchEmpty() {
  const { t } = useTranslation();
  const hasSources = useBatchDraft(({ draft }) => draft.sources.length > 0);
  return (
    <div className="empty-state batch-empty">
      <Illustration />
      <h2 className="empty-title">{t('batch.empty.title')}</h2>
      <ol className="batch-empty-steps quiet">
        <li>{t('batch.empty.steps')}</li>
        <li>{t('batch.empty.sources')}</li>
        <li>{t('batch.empty.output')}</li>
      </ol>
      <div className="empty-actions">
        <Button tone={hasSources ? 'plain' : 'primary'} onClick={() => void chooseSources('folders')}>
          <FolderOpen size={16} aria-hidden="true" />
          {t('batch.sources.addFolders')}
        </Button>
        <Button onClick={() => void chooseSources('files')}>
          <Images size={16} aria-hidden="true" />
          {t('batch.sources.addFiles')}
        </Button>
      </div>
    </div>
  );
}

/** A stack of pictures on the way into a folder. */
const Illustration = () => (
  <svg className="illustration" viewBox="0 0 160 100" aria-hidden="true">
    {[0, 10, 20].map((offset) => (
      <g key={offset} transform={`translate(${4 + offset} ${34 - offset})`}>
        <rect className="illustration-sky" width="52" height="40" rx="4" stroke="#2b2b2b" />
        <path className="illustration-hill" d="M2 40V30L16 16L30 30L38 22L50 32V36a4 4 0 0 1-4 4z" />
        <circle className="illustration-sun" cx="40" cy="11" r="4" />
      </g>
    ))}
    <path className="illustration-line" d="M86 50h16m-5-5l5 5l-5 5" fill="none" />
    <path className="illustration-hill" d="M110 30a4 4 0 0 1 4-4h12l5 6h21a4 4 0 0 1 4 4v36a4 4 0 0 1-4 4h-38a4 4 0 0 1-4-4z" />
    <path className="illustration-sky" d="M110 42h46v30a4 4 0 0 1-4 4h-38a4 4 0 0 1-4-4z" />
  </svg>
);
