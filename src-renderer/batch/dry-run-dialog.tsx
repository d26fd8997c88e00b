/** @file What would happen if the batch that is set up ran: how many pictures, how much room, which names. Renderer. */
import { ArrowRight, TriangleAlert } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import type { DryRun } from '../../src-shared/batch.ts';
import { formatBytes, formatCount } from '../format.ts';
import { useBatchDraft } from '../stores/batch-draft.ts';
import { Button } from '../ui/button.tsx';
import { DialogFrame } from '../ui/dialog-frame.tsx';
import { Facts } from '../ui/facts.tsx';
import { MiddleCut } from '../ui/middle-cut.tsx';
import { InputProblems } from './input-problems.tsx';

type DryRunDialogProps = { readonly report: DryRun | null; readonly onStart: () => void; readonly onClose: () => void };

export function DryRunDialog({ report, onStart, onClose }: DryRunDialogProps) {
  const { t } = useTranslation();
  return (
    <DialogFrame open={report !== null} onClose={onClose} title={t('batch.dryRun.title')} className="batch-dry-run">
      {report && <Report report={report} />}
      <div className="dialog-actions">
        <Button onClick={onClose}>{t('close')}</Button>
        <Button tone="primary" disabled={report?.pictures === 0} onClick={onStart}>
          {t('batch.start')}
        </Button>
      </div>
    </DialogFrame>
  );
}

function Report({ report }: { readonly report: DryRun }) {
  const { t } = useTranslation();
  const existing = useBatchDraft(({ draft }) => draft.output.existing);
  const { pictures, inputBytes, outputBytes, freeBytes, samples, problems, sameName } = report;
  const lacksRoom = freeBytes !== null && outputBytes > freeBytes;
  return (
    <>
      <Facts
        facts={[
          [t('batch.dryRun.pictures'), `${formatCount(pictures)} · ${formatBytes(inputBytes)}`],
          [t('batch.dryRun.needed'), t('batch.dryRun.about', { size: formatBytes(outputBytes) })],
          [t('batch.dryRun.free'), freeBytes === null ? t('batch.dryRun.unknown') : formatBytes(freeBytes)],
        ]}
      />
      {lacksRoom && <Warning>{t('batch.dryRun.lacksRoom')}</Warning>}
      {report.existing > 0 && <Warning>{t(`batch.dryRun.existing.${existing}`, { count: report.existing })}</Warning>}
      {sameName > 0 && <Warning>{t('batch.dryRun.sameName', { count: sameName })}</Warning>}
      <InputProblems problems={problems} />
      {samples.length > 0 && (
        <section>
          <h3 className="batch-heading">{samples.length < pictures ? t('batch.dryRun.first', { count: samples.length }) : t('batch.dryRun.all')}</h3>
          <ul className="batch-samples">
            {samples.map(({ input, output, fate }) => (
              <li key={input}>
                <MiddleCut text={input} />
                <ArrowRight size={14} role="img" aria-label={t('batch.dryRun.becomes')} />
                <MiddleCut text={output} />
                {samples.some((it) => it.fate !== 'make') && (
                  <span className="warning" data-none={fate === 'make' ? '' : undefined}>
                    {t('batch.dryRun.exists')}
                  </span>
                )}
              </li>
            ))}
          </ul>
        </section>
      )}
    </>
  );
}

const Warning = ({ children }: { readonly children: string }) => (
  <p className="warning">
    <TriangleAlert size={14} aria-hidden="true" />
    {children}
  </p>
);
