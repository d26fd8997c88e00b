/** @file The fields of a proposed manifest; what is not certain says so. Renderer. */
import { type ReactNode, useId } from 'react';
import { useTranslation } from 'react-i18next';
import type { Levels } from '../../src-shared/model.ts';
import { type ModelProposal, type ProposedModel, type ValueRange, valueRanges } from '../../src-shared/model-import.ts';
import { changeProposal, tryProposal } from '../actions/models.ts';

const ranges = Object.keys(valueRanges) as ValueRange[];
const nameOf = ({ black, white }: Levels): ValueRange => ranges.find((name) => valueRanges[name].black === black && valueRanges[name].white === white) ?? 'unit';

export function ProposalFields({ proposal, unsure }: { readonly proposal: ModelProposal; readonly unsure: ProposedModel['unsure'] }) {
  const { t } = useTranslation();
  const { form } = proposal;
  const changeForm = (changed: Partial<ModelProposal['form']>) => {
    changeProposal({ form: { ...form, ...changed } });
    void tryProposal();
  };
  const text = (name: 'name' | 'id' | 'description' | 'licence') => (id: string) => (
    <input id={id} type="text" value={proposal[name]} onChange={(event) => { changeProposal({ [name]: event.target.value }); }} />
  );
  const range = (end: 'input' | 'output') => (id: string) => (
    <select id={id} value={nameOf(form[end])} onChange={(event) => { changeForm({ [end]: valueRanges[event.target.value as ValueRange] }); }}>
      {ranges.map((name) => (
        <option key={name} value={name}>{t(`modelLibrary.ranges.${name}`)}</option>
      ))}
    </select>
  );
  const doubt = (part: ProposedModel['unsure'][number]) => (unsure.includes(part) ? t('modelLibrary.unsure') : undefined);
  return (
    <div className="import-fields">
      <Row label={t('modelLibrary.name')}>{text('name')}</Row>
      <Row label={t('modelLibrary.id')} note={t('modelLibrary.idNote')}>{text('id')}</Row>
      <Row label={t('modelLibrary.task')}>
        {(id) => (
          <select id={id} value={proposal.task} onChange={(event) => { changeProposal({ task: event.target.value as ModelProposal['task'] }); void tryProposal(); }}>
            {(['upscale', 'translate'] as const).map((task) => (
              <option key={task} value={task} disabled={task === 'upscale' && proposal.scale === 1}>{t(`operations.${task}.label`)}</option>
            ))}
          </select>
        )}
      </Row>
      <Row label={t('modelLibrary.description')}>{text('description')}</Row>
      <Row label={t('modelLibrary.licence')}>{text('licence')}</Row>
      <Row label={t('modelLibrary.takes')} note={doubt('input')}>{range('input')}</Row>
      <Row label={t('modelLibrary.gives')} note={doubt('output')}>{range('output')}</Row>
      <Row label={t('modelLibrary.multiple')}>{whole('sizeMultiple', proposal, 1, 256)}</Row>
      <Row label={t('modelLibrary.overlap')} note={doubt('overlap')}>{whole('overlap', proposal, 0, 256)}</Row>
      <p className="quiet">
        {[form.layout.toUpperCase(), form.elements, `${proposal.scale}×`, form.size ? t('units.pixels', { width: String(form.size.width), height: String(form.size.height) }) : t('modelLibrary.anySize')].join(' · ')}
      </p>
    </div>
  );
}

const whole = (name: 'sizeMultiple' | 'overlap', proposal: ModelProposal, min: number, max: number) =>
  function WholeNumber(id: string) {
    return (
      <input
        id={id}
        type="number"
        min={min}
        max={max}
        value={proposal[name]}
        onChange={(event) => {
          if (Number.isInteger(event.target.valueAsNumber)) changeProposal({ [name]: Math.min(max, Math.max(min, event.target.valueAsNumber)) });
        }}
      />
    );
  };

function Row({ label, note, children }: { readonly label: string; readonly note?: string | undefined; readonly children: (id: string) => ReactNode }) {
  const id = useId();
  return (
    <div className="import-row">
      <label htmlFor={id}>{label}</label>
      {children(id)}
      {note !== undefined && <span className="import-note">{note}</span>}
    </div>
  );
}
