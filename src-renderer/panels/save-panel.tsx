/** @file Saving the shown result: format, quality, metadata, and how it went. Renderer. */
import { Check, FolderOpen } from 'lucide-react';
import { useId } from 'react';
import { useTranslation } from 'react-i18next';
import { formatLabels } from '../../src-shared/format-labels.ts';
import { type WritableFormat, writableFormatSchema, writableFormats } from '../../src-shared/image.ts';
import type { Picture, Saved } from '../../src-shared/ipc.ts';
import { revealResult } from '../actions/jobs.ts';
import { saveFormat, saveSelectedResult } from '../actions/save.ts';
import { formatBytes } from '../format.ts';
import { useChoices } from '../stores/choices.ts';
import type { DoneJob } from '../stores/jobs.ts';
import { useSaves } from '../stores/saves.ts';
import { Button } from '../ui/button.tsx';
import { FailureCard } from '../ui/failure-card.tsx';
import { MiddleCut } from '../ui/middle-cut.tsx';
import { QualityField } from './quality-field.tsx';

const lossy: readonly WritableFormat[] = ['jpeg', 'webp', 'avif'];

export function SavePanel({ picture, job }: { readonly picture: Picture; readonly job: DoneJob }) {
  const { t } = useTranslation();
  const { format: chosen, metadata, setFormat, setMetadata } = useChoices();
  const save = useSaves((state) => state.saves[job.id]);
  const formatId = useId();
  const format = saveFormat(picture, chosen);
  return (
    <section className="panel-section" aria-label={t('save.title')}>
      <h2>{t('save.title')}</h2>
      <div className="row-field">
        <label htmlFor={formatId}>{t('save.format')}</label>
        <select
          id={formatId}
          value={format}
          onChange={(event) => {
            setFormat(writableFormatSchema.parse(event.target.value));
          }}
        >
          {writableFormats.map((it) => (
            <option key={it} value={it}>
              {formatLabels[it]}
            </option>
          ))}
        </select>
      </div>
      {lossy.includes(format) && <QualityField />}
      <label className="check-field">
        <input
          type="checkbox"
          checked={metadata === 'keep'}
          onChange={(event) => {
            setMetadata(event.target.checked ? 'keep' : 'strip');
          }}
        />
        {t('save.keepMetadata')}
      </label>
      {metadata === 'strip' && <p className="quiet">{t('save.stripHint')}</p>}
      <Button tone={job.state.savedTo === null ? 'primary' : 'plain'} disabled={save?.kind === 'saving'} onClick={() => void saveSelectedResult()}>
        {save?.kind === 'saving' ? t('save.saving') : t('save.saveAs')}
      </Button>
      {save?.kind === 'failed' && <FailureCard failure={save.failure} />}
      {save?.kind === 'saved' && <SavedNote jobId={job.id} saved={save.saved} />}
    </section>
  );
}

function SavedNote({ jobId, saved }: { readonly jobId: string; readonly saved: Saved }) {
  const { t } = useTranslation();
  const name = saved.path.split(/[\\/]/).at(-1) ?? saved.path;
  return (
    <div className="done" role="status">
      <p className="job-outcome">
        <Check className="good" size={14} aria-hidden="true" />
        <MiddleCut text={t('save.saved', { name, size: formatBytes(saved.bytes) })} title={saved.path} />
      </p>
      {saved.notes.map((note) => (
        <p key={note} className="quiet">
          {note}
        </p>
      ))}
      <Button onClick={() => void revealResult(jobId)}>
        <FolderOpen size={14} aria-hidden="true" />
        {t('save.reveal')}
      </Button>
    </div>
  );
}
