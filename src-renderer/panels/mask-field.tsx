/** @file Where the selected step works: its mask, how it is made and its edge. Renderer. */
import { Ellipsis } from 'lucide-react';
import { useId } from 'react';
import { useTranslation } from 'react-i18next';
import { changeMaskEdge, changeMaskSource, clearMask, copyMaskToOthers, exportMask, importMask, invertMask, type MaskSubject, takeTool } from '../actions/masks.ts';
import { findOperation } from '../../src-shared/operations/registry.ts';
import { call } from '../api/bridge.ts';
import { emptyMask } from '../mask/mask-edits.ts';
import { useMaskTools } from '../stores/mask-tools.ts';
import { usePictures } from '../stores/pictures.ts';
import { Menu } from '../ui/menu.tsx';
import { MaskEdgeFields, type MaskKind, maskKindLabel, MaskRuleFields } from './mask-rule-fields.tsx';

const kinds = ['none', 'painted', 'people', 'luma', 'file'] as const satisfies readonly MaskKind[];

export function MaskField({ subject }: { readonly subject: MaskSubject }) {
  const { t } = useTranslation();
  const id = useId();
  const { mask } = subject.step;
  const source = mask?.source;
  const needed = findOperation(subject.step.operation)?.needsMask === true;
  return (
    <div className="mask-field">
      <div className="field mask-head">
        <label htmlFor={id}>{t('masks.mask')}</label>
        <select id={id} value={source?.kind ?? 'none'} onChange={(event) => void choose(subject, event.target.value as MaskKind)}>
          {kinds.map((kind) => (
            <option key={kind} value={kind}>
              {maskKindLabel(t, kind, needed)}
            </option>
          ))}
        </select>
        <MaskMenu subject={subject} />
      </div>
      {source?.kind === 'painted' && source.shapes.length === 0 && <p className="quiet">{t('masks.paintHint')}</p>}
      {source && source.kind !== 'painted' && <MaskRuleFields rule={source} onChange={(rule, part) => { changeMaskSource(subject, rule, part); }} />}
      {source && source.kind !== 'painted' && <ShownRule />}
      {mask && <MaskEdgeFields mask={mask} onChange={(change) => { changeMaskEdge(subject, change); }} onInvert={invertMask} />}
    </div>
  );
}

async function choose(subject: MaskSubject, kind: MaskKind): Promise<void> {
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

function ShownRule() {
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
