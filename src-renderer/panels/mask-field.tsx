/** @file Where the selected step works: its mask, how it is made and its edge. Renderer. */
import { Ellipsis } from 'lucide-react';
import { useId } from 'react';
import type { TFunction } from 'i18next';
import { useTranslation } from 'react-i18next';
import { changeMaskEdge, changeMaskSource, clearMask, copyMaskToOthers, exportMask, importMask, invertMask, type MaskSubject, takeTool } from '../actions/masks.ts';
import type { Mask } from '../../src-shared/mask.ts';
import type { RangeParameter } from '../../src-shared/operations/operation.ts';
import { findOperation } from '../../src-shared/operations/registry.ts';
import { call } from '../api/bridge.ts';
import { emptyMask } from '../mask/mask-edits.ts';
import { useMaskTools } from '../stores/mask-tools.ts';
import { usePictures } from '../stores/pictures.ts';
import { Menu } from '../ui/menu.tsx';
import { RangeField } from './range-field.tsx';

const kinds = ['none', 'painted', 'people', 'luma', 'file'] as const;
type Kind = (typeof kinds)[number];

const range = (label: string, unit: string, min: number, max: number, step: number): RangeParameter => ({ kind: 'range', label, help: label, min, max, step, unit, default: Math.max(0, min) });

export function MaskField({ subject }: { readonly subject: MaskSubject }) {
  const { t } = useTranslation();
  const id = useId();
  const { mask } = subject.step;
  const needed = findOperation(subject.step.operation)?.needsMask === true;
  return (
    <div className="mask-field">
      <div className="field mask-head">
        <label htmlFor={id}>{t('masks.mask')}</label>
        <select id={id} value={mask?.source.kind ?? 'none'} onChange={(event) => void choose(subject, event.target.value as Kind)}>
          {kinds.map((kind) => (
            <option key={kind} value={kind}>
              {kindLabel(t, kind, needed)}
            </option>
          ))}
        </select>
        <MaskMenu subject={subject} />
      </div>
      {mask && <SourceFields subject={subject} source={mask.source} />}
      {mask && mask.source.kind !== 'painted' && <RuleFields />}
      {mask && <EdgeFields subject={subject} mask={mask} />}
    </div>
  );
}

function kindLabel(t: TFunction, kind: Kind, needed: boolean): string {
  if (kind === 'people') return t('selecting.people');
  return t(kind === 'none' && needed ? 'masks.kinds.needed' : `masks.kinds.${kind}`);
}

async function choose(subject: MaskSubject, kind: Kind): Promise<void> {
  useMaskTools.getState().setShowsRule(kind !== 'painted');
  switch (kind) {
    case 'none':
      return changeMaskSource(subject, null);
    case 'painted':
      changeMaskSource(subject, emptyMask(subject.picture.state.info).source);
      if (useMaskTools.getState().tool === 'move') takeTool('brush')();
      return;
    case 'people':
      return changeMaskSource(subject, { kind: 'people' });
    case 'luma':
      return changeMaskSource(subject, { kind: 'luma', from: 0.5, to: 1 });
    case 'file': {
      const path = await call('mask:choose-file');
      if (path !== null) changeMaskSource(subject, { kind: 'file', path, channel: 'luma', fit: false });
    }
  }
}

function RuleFields() {
  const { t } = useTranslation();
  const { showsRule, setShowsRule, ruleProblem } = useMaskTools();
  return (
    <>
      <label className="mask-check">
        <input type="checkbox" checked={showsRule} onChange={(event) => { setShowsRule(event.target.checked); }} />
        {t('selecting.show')}
      </label>
      {ruleProblem !== null && <p className="mask-problem" role="alert">{ruleProblem}</p>}
    </>
  );
}

function SourceFields({ subject, source }: { readonly subject: MaskSubject; readonly source: Mask['source'] }) {
  const { t } = useTranslation();
  const id = useId();
  if (source.kind === 'painted') return source.shapes.length === 0 ? <p className="quiet">{t('masks.paintHint')}</p> : null;
  if (source.kind === 'people') return null;
  if (source.kind === 'luma')
    return (
      <>
        {(['from', 'to'] as const).map((end) => (
          <RangeField
            key={end}
            parameter={{ ...range(t(`masks.luma.${end}`), '%', 0, 100, 1), default: end === 'to' ? 100 : 0 }}
            value={Math.round(source[end] * 100)}
            onChange={(value) => { changeMaskSource(subject, { ...source, [end]: value / 100 }, end); }}
          />
        ))}
      </>
    );
  return (
    <>
      <div className="field">
        <label htmlFor={id}>{t('masks.file')}</label>
        <input id={id} className="mask-path" type="text" value={source.path} title={t('masks.filePattern')} onChange={(event) => { if (event.target.value !== '') changeMaskSource(subject, { ...source, path: event.target.value }, 'path'); }} />
      </div>
      <div className="field mask-head">
        <label htmlFor={`${id}-channel`}>{t('masks.channel')}</label>
        <select id={`${id}-channel`} value={source.channel} onChange={(event) => { changeMaskSource(subject, { ...source, channel: event.target.value as 'luma' | 'alpha' }); }}>
          <option value="luma">{t('masks.channels.luma')}</option>
          <option value="alpha">{t('masks.channels.alpha')}</option>
        </select>
      </div>
      <label className="mask-check">
        <input type="checkbox" checked={source.fit} onChange={(event) => { changeMaskSource(subject, { ...source, fit: event.target.checked }); }} />
        {t('masks.fit')}
      </label>
    </>
  );
}

function EdgeFields({ subject, mask }: { readonly subject: MaskSubject; readonly mask: Mask }) {
  const { t } = useTranslation();
  return (
    <>
      <RangeField parameter={range(t('masks.grow'), 'px', -200, 200, 1)} value={mask.grow} onChange={(grow) => { changeMaskEdge(subject, { grow }); }} />
      <RangeField parameter={range(t('masks.feather'), 'px', 0, 200, 0.5)} value={mask.feather} onChange={(feather) => { changeMaskEdge(subject, { feather }); }} />
      <label className="mask-check">
        <input type="checkbox" checked={mask.inverted} onChange={invertMask} />
        {t('masks.invert')}
      </label>
    </>
  );
}

function MaskMenu({ subject }: { readonly subject: MaskSubject }) {
  const { t } = useTranslation();
  const others = usePictures((state) => state.pictures.length - 1);
  const { mask } = subject.step;
  return (
    <Menu
      label={t('masks.menu')}
      trigger={<Ellipsis size={16} aria-hidden="true" />}
      items={[
        { label: t('masks.importLuma'), onSelect: () => void importMask('luma') },
        { label: t('masks.importAlpha'), onSelect: () => void importMask('alpha') },
        { label: t('masks.export'), disabled: !mask, onSelect: () => void exportMask(subject) },
        { label: t('masks.copyToOthers'), disabled: !mask || others === 0, onSelect: () => { copyMaskToOthers(subject); } },
        { label: t('masks.clear'), disabled: mask?.source.kind !== 'painted', onSelect: clearMask },
      ]}
    />
  );
}
