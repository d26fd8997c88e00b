/** @file An installed model: what it does, where it comes from, how it was measured, and what can be done with it. Renderer. */
import { Share, Trash2 } from 'lucide-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { ModelSummary } from '../../src-shared/model.ts';
import { removeModel } from '../actions/models.ts';
import { useInEditor, useOnFolder } from '../actions/training.ts';
import { formatBytes, formatCount, formatMeasure } from '../format.ts';
import { modelDescription } from '../operation-texts.ts';
import { curveName } from '../training/run/curve-name.ts';
import { Button, IconButton } from '../ui/button.tsx';
import { Facts } from '../ui/facts.tsx';
import { Fold } from '../ui/fold.tsx';
import { ExportMenu } from './export-menu.tsx';

export function ModelCard({ model }: { readonly model: ModelSummary }) {
  const { t } = useTranslation();
  const { id, name, bytes, diskBytes = 0, licence, scales, looks, source, previews = [], training, own = false, problem } = model;
  const [asking, setAsking] = useState(false);
  const facts = [
    [t('modelLibrary.id'), id],
    ...(bytes > 0 ? ([[t('modelLibrary.size'), formatBytes(diskBytes)]] as const) : []),
    [t('modelLibrary.licence'), licence === 'NOASSERTION' ? t('modelLibrary.licenceUnknown') : licence],
    ...(source ? ([[t('modelLibrary.source'), source]] as const) : []),
    ...(scales.some((scale) => scale > 1) ? ([[t('modelLibrary.scale'), scales.map((scale) => `${scale}×`).join(' ')]] as const) : []),
    ...(looks.length > 0 ? ([[t('modelLibrary.looks'), looks.join(', ')]] as const) : []),
  ] as const;
  return (
    <li className="library-card" aria-label={name}>
      <header>
        <h3 title={name}>{name}</h3>
        {own && <span className="library-own">{t('modelLibrary.own')}</span>}
        {problem === undefined && <ExportMenu model={model} trigger={<Share size={14} aria-hidden="true" />} />}
        {own && (
          <IconButton label={t('modelLibrary.remove', { name })} onClick={() => { setAsking(true); }}>
            <Trash2 size={14} aria-hidden="true" />
          </IconButton>
        )}
      </header>
      {previews.length > 0 && (
        <ul className="library-pictures">
          {previews.map(({ before, after }) => (
            <li key={before}>
              <img src={before} alt={t('studio.cardPicture')} loading="lazy" decoding="async" />
              <img src={after} alt="" loading="lazy" decoding="async" />
            </li>
          ))}
        </ul>
      )}
      <p>{modelDescription(model)}</p>
      {problem !== undefined && <p className="library-problem">{problem}</p>}
      <Facts facts={facts} />
      {training && (
        <Fold title={t('modelLibrary.training')}>
          <TrainingFacts training={training} />
        </Fold>
      )}
      {problem === undefined && (
        <div className="library-uses">
          <Button onClick={() => { useInEditor(model); }}>{t('training.make.use')}</Button>
          <Button onClick={() => { useOnFolder(model); }}>{t('training.make.batch')}</Button>
        </div>
      )}
      {asking && (
        <div className="library-question" role="alertdialog" aria-label={t('modelLibrary.removeAsk', { name })}>
          <p>
            {t('modelLibrary.removeAsk', { name })} {diskBytes > 0 && t('studio.frees', { size: formatBytes(diskBytes) })}
          </p>
          <Button onClick={() => { setAsking(false); }}>{t('panel.cancel')}</Button>
          <Button tone="primary" onClick={() => void removeModel(id)}>{t('modelLibrary.removeIt')}</Button>
        </div>
      )}
    </li>
  );
}

function TrainingFacts({ training: { recipe, pictures, heldOut, steps, seed, base, metrics } }: { readonly training: NonNullable<ModelSummary['training']> }) {
  const { t } = useTranslation();
  return (
    <Facts
      facts={[
        [t('modelLibrary.recipe'), recipe],
        [t('modelLibrary.pictures'), formatCount(pictures)],
        ...(heldOut === undefined ? [] : [[t('training.facts.heldOut'), formatCount(heldOut)] as const]),
        [t('modelLibrary.steps'), formatCount(steps)],
        [t('training.settings.seed.label'), String(seed)],
        ...(base === undefined ? [] : [[t('training.base.label'), base] as const]),
        ...Object.entries(metrics).map(([measure, value]) => [curveName(measure), formatMeasure(value)] as const),
      ]}
    />
  );
}
