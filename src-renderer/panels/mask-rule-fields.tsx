/** @file How a mask's rule finds where a step works, and what its edge is like: for a picture's step and for a recipe's. Renderer. */
import { useId } from 'react';
import type { TFunction } from 'i18next';
import { useTranslation } from 'react-i18next';
import type { Mask, MaskRule } from '../../src-shared/mask.ts';
import type { RangeParameter } from '../../src-shared/operations/operation.ts';
import { RangeField } from './range-field.tsx';

export type MaskKind = Mask['source']['kind'] | 'none';

const range = (label: string, unit: string, min: number, max: number, step: number): RangeParameter => ({ kind: 'range', label, help: label, min, max, step, unit, default: Math.max(0, min) });

/** `needed`: the operation does nothing without a mask. */
export function maskKindLabel(t: TFunction, kind: MaskKind, needed: boolean): string {
  if (kind === 'people') return t('selecting.people');
  return t(kind === 'none' && needed ? 'masks.kinds.needed' : `masks.kinds.${kind}`);
}

type RuleFieldsProps = { readonly rule: MaskRule; /** `part`: what was changed of it. */ readonly onChange: (rule: MaskRule, part?: string) => void };

export function MaskRuleFields({ rule, onChange }: RuleFieldsProps) {
  const { t } = useTranslation();
  const id = useId();
  if (rule.kind === 'people') return null;
  if (rule.kind === 'luma')
    return (
      <>
        {(['from', 'to'] as const).map((end) => (
          <RangeField
            key={end}
            parameter={{ ...range(t(`masks.luma.${end}`), '%', 0, 100, 1), default: end === 'to' ? 100 : 0 }}
            value={Math.round(rule[end] * 100)}
            onChange={(value) => { onChange({ ...rule, [end]: value / 100 }, end); }}
          />
        ))}
      </>
    );
  return (
    <>
      <div className="field">
        <label htmlFor={id}>{t('masks.file')}</label>
        <input id={id} className="mask-path" type="text" value={rule.path} title={t('masks.filePattern')} onChange={(event) => { if (event.target.value !== '') onChange({ ...rule, path: event.target.value }, 'path'); }} />
      </div>
      <div className="field mask-head">
        <label htmlFor={`${id}-channel`}>{t('masks.channel')}</label>
        <select id={`${id}-channel`} value={rule.channel} onChange={(event) => { onChange({ ...rule, channel: event.target.value as 'luma' | 'alpha' }); }}>
          <option value="luma">{t('masks.channels.luma')}</option>
          <option value="alpha">{t('masks.channels.alpha')}</option>
        </select>
      </div>
      <label className="mask-check">
        <input type="checkbox" checked={rule.fit} onChange={(event) => { onChange({ ...rule, fit: event.target.checked }); }} />
        {t('masks.fit')}
      </label>
    </>
  );
}

type EdgeFieldsProps = { readonly mask: Mask; readonly onChange: (change: Partial<Pick<Mask, 'grow' | 'feather'>>) => void; readonly onInvert: () => void };

export function MaskEdgeFields({ mask, onChange, onInvert }: EdgeFieldsProps) {
  const { t } = useTranslation();
  return (
    <>
      <RangeField parameter={range(t('masks.grow'), 'px', -200, 200, 1)} value={mask.grow} onChange={(grow) => { onChange({ grow }); }} />
      <RangeField parameter={range(t('masks.feather'), 'px', 0, 200, 0.5)} value={mask.feather} onChange={(feather) => { onChange({ feather }); }} />
      <label className="mask-check">
        <input type="checkbox" checked={mask.inverted} onChange={onInvert} />
        {t('masks.invert')}
      </label>
    </>
  );
}
