/** @file How large pictures are saved, where they are to be smaller than they are. Renderer. */
import { useTranslation } from 'react-i18next';
import type { Pyramid } from '../../src-shared/pyramid.ts';
import { resizedSize } from '../../src-shared/resize.ts';
import { formatPixels } from '../format.ts';
import { resizeOf, type Sizing } from '../stores/save-options.ts';
import { SelectField } from '../ui/select-field.tsx';

type SizeFieldProps = {
  readonly sizing: Sizing;
  /** Of the one picture that is saved. */
  readonly size?: Pyramid;
  readonly onChange: (sizing: Sizing) => void;
};

export function SizeField({ sizing, size, onChange }: SizeFieldProps) {
  const { t } = useTranslation();
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
          onChange({ ...sizing, by: by as Sizing['by'] });
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
              if (!Number.isInteger(valueAsNumber) || valueAsNumber < 1 || valueAsNumber > number.max) return;
              onChange({ ...sizing, ...(sizing.by === 'percent' ? { percent: valueAsNumber } : { pixels: valueAsNumber }) });
            }}
          />
          <span className="unit">{number.unit}</span>
          {size && <span className="quiet save-size">{t('save.becomes', { size: formatPixels(resizedSize(size, resizeOf(sizing))) })}</span>}
        </div>
      )}
    </>
  );
}
