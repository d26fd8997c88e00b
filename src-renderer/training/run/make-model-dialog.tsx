/** @file A checkpoint becomes a model: its name and its card; then what can be done with it. Renderer. */
import { ChevronDown, CircleCheck } from 'lucide-react';
import { useId, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Failure } from '../../../src-shared/failure.ts';
import type { ModelSummary } from '../../../src-shared/model.ts';
import { useInEditor, useOnFolder } from '../../actions/training.ts';
import { call } from '../../api/bridge.ts';
import { formatBytes, formatCount } from '../../format.ts';
import { ExportMenu } from '../../models/export-menu.tsx';
import type { TrainingShown } from '../../stores/training.ts';
import { Button } from '../../ui/button.tsx';
import { DialogFrame } from '../../ui/dialog-frame.tsx';
import { FailureCard } from '../../ui/failure-card.tsx';
import { Segmented } from '../../ui/segmented.tsx';

type MakeModelDialogProps = { readonly training: TrainingShown; readonly step: number; readonly onClose: () => void };

export function MakeModelDialog({ training, step, onClose }: MakeModelDialogProps) {
  const { t } = useTranslation();
  const [made, setMade] = useState<ModelSummary | null>(null);
  return (
    <DialogFrame open focusFirst title={t('training.make.title')} onClose={onClose}>
      {made ? <Made model={made} onClose={onClose} /> : <MakeForm training={training} step={step} onMade={setMade} onClose={onClose} />}
    </DialogFrame>
  );
}

function MakeForm({ training: { id, definition, recipe }, step, onMade, onClose }: MakeModelDialogProps & { readonly onMade: (model: ModelSummary) => void }) {
  const { t } = useTranslation();
  const [name, setName] = useState(definition.name);
  const [description, setDescription] = useState('');
  const [way, setWay] = useState<'ab' | 'ba'>('ab');
  const [addFolders, setAddFolders] = useState(false);
  const [addPictures, setAddPictures] = useState(true);
  const [failure, setFailure] = useState<Failure | null>(null);
  const [making, setMaking] = useState(false);
  const field = useId();
  const make = async () => {
    setMaking(true);
    const made = await call('training:make-model', { id, step, name, description: description.trim(), addFolders, addPictures, back: way === 'ba' });
    setMaking(false);
    if (made.ok) onMade(made.value);
    else setFailure(made.error);
  };
  return (
    <form
      className="training-form"
      onSubmit={(event) => {
        event.preventDefault();
        void make();
      }}
    >
      <p className="quiet">{t('training.make.story', { step: formatCount(step) })}</p>
      <div className="training-choice">
        <label htmlFor={`${field}-name`}>{t('training.make.name')}</label>
        <input id={`${field}-name`} type="text" maxLength={100} value={name} onChange={(event) => { setName(event.target.value); }} />
      </div>
      <div className="training-choice">
        <label htmlFor={`${field}-description`}>{t('training.make.description')}</label>
        <input id={`${field}-description`} type="text" maxLength={500} value={description} onChange={(event) => { setDescription(event.target.value); }} />
      </div>
      {recipe === 'cyclegan' && <Segmented label={t('training.make.direction')} value={way} options={(['ab', 'ba'] as const).map((value) => ({ value, label: t(`training.directions.${value}`) }))} onChange={setWay} />}
      <label className="check-field">
        <input type="checkbox" checked={addPictures} onChange={(event) => { setAddPictures(event.target.checked); }} />
        {t('studio.addPictures')}
      </label>
      <p className="quiet">{t('studio.addPicturesStory')}</p>
      <label className="check-field">
        <input type="checkbox" checked={addFolders} onChange={(event) => { setAddFolders(event.target.checked); }} />
        {t('training.make.addFolders')}
      </label>
      <p className="quiet">{t('training.make.privacy')}</p>
      {failure && <FailureCard failure={failure} />}
      <div className="dialog-actions">
        <Button onClick={onClose}>{t('panel.cancel')}</Button>
        <Button tone="primary" type="submit" disabled={making || name.trim() === ''}>
          {t('training.make.make')}
        </Button>
      </div>
    </form>
  );
}

function Made({ model, onClose }: { readonly model: ModelSummary; readonly onClose: () => void }) {
  const { t } = useTranslation();
  return (
    <>
      <p className="model-made" role="status">
        <CircleCheck className="good" size={16} aria-hidden="true" />
        {t('training.make.made', { name: model.name, size: formatBytes(model.bytes) })}
      </p>
      <div className="dialog-actions">
        <Button onClick={onClose}>{t('close')}</Button>
        <ExportMenu model={model} className="button" trigger={<>{t('studio.exportIt')}<ChevronDown size={14} aria-hidden="true" /></>} />
        <Button
          onClick={() => {
            onClose();
            useOnFolder(model);
          }}
        >
          {t('training.make.batch')}
        </Button>
        <Button
          tone="primary"
          onClick={() => {
            onClose();
            useInEditor(model);
          }}
        >
          {t('training.make.use')}
        </Button>
      </div>
    </>
  );
}
