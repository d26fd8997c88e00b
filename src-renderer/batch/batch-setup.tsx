/** @file A batch is set up: what is done, to which files, where to; a dry run and Start stay in sight below. Renderer. */
import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { DryRun } from '../../src-shared/batch.ts';
import { dryRun, listRecipes, startBatch } from '../actions/batch-draft.ts';
import { useApplication } from '../stores/application.ts';
import { useBatchDraft } from '../stores/batch-draft.ts';
import { Button } from '../ui/button.tsx';
import { FailureCard } from '../ui/failure-card.tsx';
import { whyNotStartable } from './definition.ts';
import { DryRunDialog } from './dry-run-dialog.tsx';
import { OutputSection } from './output-section.tsx';
import { RecipeSection } from './recipe-section.tsx';
import { SourcesSection } from './sources-section.tsx';

type Started = { readonly onStarted: () => void };

export function BatchSetup({ onStarted }: Started) {
  const { t } = useTranslation();
  useEffect(() => {
    void listRecipes();
  }, []);
  return (
    <section className="batch-setup" aria-label={t('batch.setup')}>
      <RecipeSection />
      <SourcesSection />
      <OutputSection />
      <StartSection onStarted={onStarted} />
    </section>
  );
}

function StartSection({ onStarted }: Started) {
  const { t } = useTranslation();
  const draft = useBatchDraft((state) => state.draft);
  const failure = useBatchDraft((state) => state.failure);
  const models = useApplication((state) => state.models);
  const [report, setReport] = useState<DryRun | null>(null);
  const [busy, setBusy] = useState<'looking' | 'starting' | null>(null);
  const reason = whyNotStartable(draft, models);
  const during = async (kind: 'looking' | 'starting', work: () => Promise<unknown>) => {
    setBusy(kind);
    await work().finally(() => {
      setBusy(null);
    });
  };
  const start = () => {
    setReport(null);
    void during('starting', async () => {
      if (await startBatch()) onStarted();
    });
  };
  return (
    <section className="panel-section run-area" aria-label={t('batch.start')}>
      {failure && <FailureCard failure={failure} />}
      {reason !== null && (
        <p id="batch-why-not" className="quiet">
          {reason}
        </p>
      )}
      <div className="batch-start">
        <Button
          disabled={reason !== null || busy !== null}
          aria-describedby={reason === null ? undefined : 'batch-why-not'}
          onClick={() => void during('looking', async () => {
            setReport(await dryRun());
          })}
        >
          {busy === 'looking' ? t('batch.dryRun.running') : t('batch.dryRun.run')}
        </Button>
        <Button tone="primary" disabled={reason !== null || busy !== null} aria-describedby={reason === null ? undefined : 'batch-why-not'} onClick={start}>
          {t('batch.start')}
        </Button>
      </div>
      <DryRunDialog
        report={report}
        onStart={start}
        onClose={() => {
          setReport(null);
        }}
      />
    </section>
  );
}
