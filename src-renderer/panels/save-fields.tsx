/** @file The fields of saving a result: format, metadata, name. Renderer. */
import { useId } from 'react';
import { useTranslation } from 'react-i18next';
import { formatLabels } from '../../src-shared/format-labels.ts';
import { type SaveOptions, extensionsByFormat, type WritableFormat, writableFormatSchema, writableFormats } from '../../src-shared/image.ts';
import type { Picture } from '../../src-shared/ipc.ts';
import { resizedSize } from '../../src-shared/resize.ts';
import { nameFacts, nameTokens, resultName, unknownTokens } from '../../src-shared/result-name.ts';
import type { SavedResult } from '../../src-shared/save-calls.ts';
import { useSaveOptions } from '../stores/save-options.ts';
import { MiddleCut } from '../ui/middle-cut.tsx';
import { RowField, SelectField } from '../ui/select-field.tsx';

export function FormatField({ value }: { readonly value: WritableFormat }) {
  const { t } = useTranslation();
  const change = useSaveOptions((state) => state.change);
  return (
    <SelectField label={t('save.format')} value={value} options={writableFormats.map((it) => [it, formatLabels[it]])} onChange={(it) => { change({ format: writableFormatSchema.parse(it) }); }} />
  );
}

export function MetadataField() {
  const { t } = useTranslation();
  const { metadata, change } = useSaveOptions();
  return (
    <>
      <label className="check-field">
        <input
          type="checkbox"
          checked={metadata === 'keep'}
          onChange={({ target: { checked } }) => {
            change({ metadata: checked ? 'keep' : 'strip' });
          }}
        />
        {t('save.keepMetadata')}
      </label>
      {metadata === 'strip' && <p className="quiet">{t('save.stripHint')}</p>}
    </>
  );
}

type NameFieldProps = { readonly picture: Picture; readonly result: SavedResult; readonly options: SaveOptions };

export function NameField({ picture, result, options }: NameFieldProps) {
  const { t } = useTranslation();
  const { name, change } = useSaveOptions();
  const id = useId();
  const facts = nameFacts({ fileName: picture.name, recipe: result.recipe as never, size: resizedSize(result.pyramid, options.resize), number: 1, of: 1, date: new Date() });
  const example = `${resultName(name, facts)}.${extensionsByFormat[options.format][0]}`;
  const unknown = unknownTokens(name);
  return (
    <>
      <RowField label={t('save.name')} id={id}>
        <input
          id={id}
          className="text-field"
          value={name}
          maxLength={200}
          aria-describedby={`${id}-example`}
          onChange={({ target: { value } }) => {
            change({ name: value });
          }}
        />
      </RowField>
      <p id={`${id}-example`} className="quiet save-example" role="status">
        <MiddleCut text={example} />
      </p>
      {unknown.length > 0 && <p className="warning">{t('save.unknownWords', { words: unknown.map((it) => `{${it}}`).join(' ') })}</p>}
      <p className="quiet">{t('save.words', { words: nameTokens.map((it) => `{${it}}`).join(' ') })}</p>
    </>
  );
}
