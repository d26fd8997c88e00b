/** @file Where the selected step of a recipe works: everywhere, or where a rule says, which fits any picture. Renderer. */
import { useId } from 'react';
import { useTranslation } from 'react-i18next';
import type { DocumentStep } from '../../src-shared/document.ts';
import { changeDraftMask, chooseDraftMask } from '../actions/batch-draft.ts';
import { operationOf } from '../actions/documents.ts';
import { MaskEdgeFields, type MaskKind, maskKindLabel, MaskRuleFields } from '../panels/mask-rule-fields.tsx';

const rules = ['none', 'people', 'luma', 'file'] as const satisfies readonly MaskKind[];

/** A mask that was painted comes from the editor; here it can only be taken away. */
export function RecipeMask({ step }: { readonly step: DocumentStep }) {
  const { t } = useTranslation();
  const id = useId();
  const { mask } = step;
  const source = mask?.source;
  const kinds: readonly MaskKind[] = source?.kind === 'painted' ? ['painted', ...rules] : rules;
  return (
    <div className="mask-field">
      <div className="field mask-head">
        <label htmlFor={id}>{t('masks.mask')}</label>
        <select id={id} value={source?.kind ?? 'none'} onChange={(event) => void chooseDraftMask(step, event.target.value as MaskKind)}>
          {kinds.map((kind) => (
            <option key={kind} value={kind}>
              {maskKindLabel(t, kind, operationOf(step).needsMask)}
            </option>
          ))}
        </select>
      </div>
      {mask && source && source.kind !== 'painted' && <MaskRuleFields rule={source} onChange={(rule) => { changeDraftMask(step, { ...mask, source: rule }); }} />}
      {source?.kind === 'file' && <p className="quiet">{t('masks.filePattern')}</p>}
      {mask && (
        <MaskEdgeFields
          mask={mask}
          onChange={(change) => { changeDraftMask(step, { ...mask, ...change }); }}
          onInvert={() => { changeDraftMask(step, { ...mask, inverted: !mask.inverted }); }}
        />
      )}
    </div>
  );
}
