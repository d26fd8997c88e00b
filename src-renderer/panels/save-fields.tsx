/** @file The fields of saving: format, size, colour profile, metadata, name. Renderer. */
import { useId } from 'react';
import { useTranslation } from 'react-i18next';
import { formatLabels } from '../../src-shared/format-labels.ts';
import { type SaveOptions, extensionsByFormat, savedProfileSchema, savedProfiles, type WritableFormat, writableFormatSchema, writableFormats } from '../../src-shared/image.ts';
import type { Picture } from '../../src-shared/ipc.ts';
import type { Pyramid } from '../../src-shared/pyramid.ts';
import { resizedSize } from '../../src-shared/resize.ts';
import { nameFacts, nameTokens, resultName, unknownTokens } from '../../src-shared/result-name.ts';
import type { SavedResult } from '../../src-shared/save-calls.ts';
import { formatPixels } from '../format.ts';
import { resizeOf, useSaveOptions } from '../stores/save-options.ts';
import { MiddleCut } from '../ui/middle-cut.tsx';
import { RowField, SelectField } from '../ui/select-field.tsx';

export function FormatField({ value }: { readonly value: WritableFormat }) {
  const { t } = useTranslation();
  const change = useSaveOptions((state) => state.change);
  return (
    <SelectField label={t('save.format')} value={value} options={writableFormats.map((it) => [it, formatLabels[it]])} onChange={(it) => { change({ format: writableFormatSchema.parse(it) }); }} />
  );
}

export function SizeField({ size }: { readonly size: Pyramid }) {
  const { t } = useTranslation();
  const { sizing, change } = useSaveOptions();
  const set = (part: Partial<typeof sizing>) => {
    change({ sizing: { ...sizing, ...part } });
  };
  const number = sizing.by === 'percent' ? { value: sizing.percent, max: 100, unit: '%' } : { value: sizing.pixels, max: 1_000_000, unit: 'px' };
  return (
    <>
      <SelectField
        label={t('save.size')}
        value={sizing.by}
        options={[
          ['whole', t('save.sizes.whole')],
          ['long-side', t('save.sizes.longSide')],
          ['percent', t('save.sizes.percent')],
        ]}
        onChange={(by) => {
          set({ by: by as typeof sizing.by });
        }}
      />
      {sizing.by !== 'whole' && (
        <div className="row-field">
          <span className="row-field-gap" />
          <input
            type="number"
            className="wide-number"
            aria-label={sizing.by === 'percent' ? t('save.sizes.percent') : t('save.sizes.longSide')}
            min={1}
            max={number.max}
            value={number.value}
            onChange={({ target: { valueAsNumber } }) => {
              if (Number.isInteger(valueAsNumber) && valueAsNumber >= 1 && valueAsNumber <= number.max) set(sizing.by === 'percent' ? { percent: valueAsNumber } : { pixels: valueAsNumber });
            }}
          />
          <span className="unit">{number.unit}</span>
          <span className="quiet save-size">{t('save.becomes', { size: formatPixels(resizedSize(size, resizeOf(sizing))) })}</span>
        </div>
      )}
    </>
  );
}

export function ProfileField({ picture }: { readonly picture: Picture }) {
  const { t } = useTranslation();
  const { profile, change } = useSaveOptions();
  const own = picture.state.kind === 'open' ? picture.state.info.profile : null;
  return (
    <SelectField
      label={t('save.profile')}
      value={profile}
      options={savedProfiles.map((it) => [it, it === 'keep' ? (own === null ? t('save.profiles.keep') : t('save.profiles.keepNamed', { profile: own })) : it === 'srgb' ? 'sRGB' : 'Display P3'])}
      onChange={(it) => {
        change({ profile: savedProfileSchema.parse(it) });
      }}
    />
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
