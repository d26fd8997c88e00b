/** @file Where a batch's results go, what they are called, how they are written, and what happens at the end. Renderer. */
import { FolderOpen } from 'lucide-react';
import { useId } from 'react';
import { useTranslation } from 'react-i18next';
import { type BatchDefinition, existingPolicies, whenDoneChoices } from '../../src-shared/batch.ts';
import { batchNameTokens, unknownBatchTokens } from '../../src-shared/batch-name.ts';
import { formatLabels } from '../../src-shared/format-labels.ts';
import { writableFormats } from '../../src-shared/image.ts';
import { chooseOutput } from '../actions/batch-draft.ts';
import { ProfileField } from '../panels/profile-field.tsx';
import { QualityField } from '../panels/quality-field.tsx';
import { SizeField } from '../panels/size-field.tsx';
import { useBatchDraft } from '../stores/batch-draft.ts';
import { Button } from '../ui/button.tsx';
import { MiddleCut } from '../ui/middle-cut.tsx';
import { SelectField } from '../ui/select-field.tsx';
import { exampleName } from './definition.ts';

/** Those that have no quality to choose. */
const isLossless = (format: BatchDefinition['output']['format']): boolean => format === 'png' || format === 'tiff';

export function OutputSection() {
  const { t } = useTranslation();
  const { output, whenDone } = useBatchDraft((state) => state.draft);
  const { change, changeOutput } = useBatchDraft.getState();
  return (
    <section className="panel-section batch-output" aria-label={t('batch.output.title')}>
      <h2>{t('batch.output.title')}</h2>
      <div className="batch-folder">
        {output.folder === null ? <span className="quiet">{t('batch.output.noFolder')}</span> : <MiddleCut text={output.folder} />}
        <Button onClick={() => void chooseOutput()}>
          <FolderOpen size={14} aria-hidden="true" />
          {t('batch.output.choose')}
        </Button>
      </div>
      <p className="quiet">{t('batch.output.tree')}</p>
      <NameField />
      <SelectField
        label={t('save.format')}
        value={output.format}
        options={[['keep', t('batch.output.keepFormat')], ...writableFormats.map((it) => [it, formatLabels[it]] as const)]}
        onChange={(it) => {
          changeOutput({ format: writableFormats.find((format) => format === it) ?? 'keep' });
        }}
      />
      {!isLossless(output.format) && (
        <QualityField
          quality={output.quality}
          onChange={(quality) => {
            changeOutput({ quality });
          }}
        />
      )}
      <SizeField
        sizing={output.sizing}
        onChange={(sizing) => {
          changeOutput({ sizing });
        }}
      />
      <ProfileField
        profile={output.profile}
        onChange={(profile) => {
          changeOutput({ profile });
        }}
      />
      <SelectField
        label={t('batch.output.existing')}
        value={output.existing}
        options={existingPolicies.map((it) => [it, t(`batch.output.policies.${it}`)])}
        onChange={(it) => {
          changeOutput({ existing: existingPolicies.find((policy) => policy === it)! });
        }}
      />
      <label className="check-field">
        <input
          type="checkbox"
          checked={output.metadata === 'keep'}
          onChange={({ target: { checked } }) => {
            changeOutput({ metadata: checked ? 'keep' : 'strip' });
          }}
        />
        {t('save.keepMetadata')}
      </label>
      <SelectField
        label={t('batch.output.whenDone')}
        value={whenDone}
        options={whenDoneChoices.map((it) => [it, t(`batch.output.done.${it}`)])}
        onChange={(it) => {
          change({ whenDone: whenDoneChoices.find((choice) => choice === it)! });
        }}
      />
    </section>
  );
}

function NameField() {
  const { t } = useTranslation();
  const draft = useBatchDraft((state) => state.draft);
  const changeOutput = useBatchDraft((state) => state.changeOutput);
  const id = useId();
  const { name } = draft.output;
  const unknown = unknownBatchTokens(name);
  return (
    <>
      <div className="batch-field">
        <label htmlFor={id}>{t('save.name')}</label>
        <input
          id={id}
          className="text-field"
          value={name}
          maxLength={200}
          spellCheck={false}
          aria-describedby={`${id}-example`}
          onChange={({ target: { value } }) => {
            changeOutput({ name: value });
          }}
        />
      </div>
      {name.trim() !== '' && (
        <p id={`${id}-example`} className="quiet batch-example" role="status">
          <MiddleCut text={t('batch.output.example', { name: exampleName(draft, new Date()) })} />
        </p>
      )}
      {unknown.length > 0 && <p className="warning">{t('save.unknownWords', { words: unknown.map((it) => `{${it}}`).join(' ') })}</p>}
      <p className="quiet">{t('save.words', { words: batchNameTokens.map((it) => `{${it}}`).join(' ') })}</p>
    </>
  );
}
