/** @file The quality of lossy formats: a slider with a field, back to its default on a double click. Renderer. */
import { useId } from 'react';
import { useTranslation } from 'react-i18next';

const defaultQuality = 92;
const bounds = { min: 1, max: 100 } as const;

export function QualityField({ quality, onChange }: { readonly quality: number; readonly onChange: (quality: number) => void }) {
  const { t } = useTranslation();
  const id = useId();
  const change = (wanted: number) => {
    if (Number.isInteger(wanted) && wanted >= bounds.min && wanted <= bounds.max) onChange(wanted);
  };
  return (
    <div className="row-field">
      <label htmlFor={id}>{t('save.quality')}</label>
      <input
        type="range"
        aria-label={t('save.quality')}
        {...bounds}
        value={quality}
        onDoubleClick={() => {
          change(defaultQuality);
        }}
        onChange={(event) => {
          change(event.target.valueAsNumber);
        }}
      />
      <input
        id={id}
        type="number"
        {...bounds}
        value={quality}
        onChange={(event) => {
          change(event.target.valueAsNumber);
        }}
      />
      <span className="unit">%</span>
    </div>
  );
}
