/** @file An installed model: what it does, where it comes from, how it was measured, and what can be done with it. Renderer. */
import { Share, Trash2 } from 'lucide-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { ModelSummary } from '../../src-shared/model.ts';
import { exportModel, removeModel } from '../actions/models.ts';
import { formatBytes, formatCount, formatMeasure } from '../format.ts';
import { modelDescription } from '../operation-texts.ts';
import { Button, IconButton } from '../ui/button.tsx';
import { Facts } from '../ui/facts.tsx';
import { Fold } from '../ui/fold.tsx';

export function ModelCard({ model }: { readonly model: ModelSummary }) {
  const { t } = useTranslation();
  const { id, name, bytes, licence, scales, looks, source, training, own = false, problem } = model;
  const [asking, setAsking] = useState(false);
  const facts = [
    [t('modelLibrary.id'), id],
    ...(bytes > 0 ? ([[t('modelLibrary.size'), formatBytes(bytes)]] as const) : []),
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
        <IconButton label={t('modelLibrary.export', { name })} disabled={problem !== undefined} onClick={() => void exportModel(id)}>
          <Share size={14} aria-hidden="true" />
        </IconButton>
        {own && (
          <IconButton label={t('modelLibrary.remove', { name })} onClick={() => { setAsking(true); }}>
            <Trash2 size={14} aria-hidden="true" />
          </IconButton>
        )}
      </header>
      <p>{modelDescription(model)}</p>
      {problem !== undefined && <p className="library-problem">{problem}</p>}
      <Facts facts={facts} />
      {training && (
        <Fold title={t('modelLibrary.training')}>
          <Facts
            facts={[
              [t('modelLibrary.recipe'), training.recipe],
              [t('modelLibrary.pictures'), formatCount(training.pictures)],
              [t('modelLibrary.steps'), formatCount(training.steps)],
              ...Object.entries(training.metrics).map(([measure, value]) => [measure, formatMeasure(value)] as const),
            ]}
          />
        </Fold>
      )}
      {asking && (
        <div className="library-question" role="alertdialog" aria-label={t('modelLibrary.removeAsk', { name })}>
          <p>{t('modelLibrary.removeAsk', { name })}</p>
          <Button onClick={() => { setAsking(false); }}>{t('panel.cancel')}</Button>
          <Button tone="primary" onClick={() => void removeModel(id)}>{t('modelLibrary.removeIt')}</Button>
        </div>
      )}
    </li>
  );
}
