/** @file Saving the shown picture's result: how, how large it becomes, where it goes, and how that went. Renderer. */
import { Copy, FolderOutput } from 'lucide-react';
import { memo, useDeferredValue, useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import type { Document } from '../../src-shared/document.ts';
import { formatLabels } from '../../src-shared/format-labels.ts';
import type { Picture } from '../../src-shared/ipc.ts';
import { copySelectedResult, exportResults, resultOfPicture, saveFormat, saveOptions, saveSelectedResult } from '../actions/save.ts';
import { documentOf, useDocuments } from '../stores/documents.ts';
import { usePictures } from '../stores/pictures.ts';
import { finalStage, stagesOf, useResults } from '../stores/results.ts';
import { useSaveOptions } from '../stores/save-options.ts';
import { isSaved, useSaves } from '../stores/saves.ts';
import { Button } from '../ui/button.tsx';
import { FailureCard } from '../ui/failure-card.tsx';
import { Fold } from '../ui/fold.tsx';
import { DragHandle } from './drag-handle.tsx';
import { ExportOutcome } from './export-outcome.tsx';
import { ProfileField } from './profile-field.tsx';
import { QualityField } from './quality-field.tsx';
import { FormatField, MetadataField, NameField } from './save-fields.tsx';
import { SavedNote } from './saved-note.tsx';
import { SizeEstimate } from './size-estimate.tsx';
import { SizeField } from './size-field.tsx';

export const SavePanel = memo(function SavePanel({ picture }: { readonly picture: Picture }) {
  const { t } = useTranslation();
  const stage = useResults((state) => finalStage(stagesOf(state, picture.id)));
  const document = useDocuments((state) => documentOf(state, picture.id));
  const choices = useSaveOptions();
  const save = useSaves((state) => (stage ? state.saves[stage.id] : undefined));
  const exporting = useSaves((state) => state.exported);
  const unsaved = useUnsavedCount();
  // The stage and the document are what a result is made of.
  const result = useMemo(() => (stage && document ? resultOfPicture(picture) : undefined), [picture, stage, document]);
  // The picture comes first when a job ends: this panel takes as long to put up as all else that changes then.
  const isShown = useDeferredValue(result !== undefined);
  if (!result || !isShown) return exporting ? <ExportOutcome exported={exporting} /> : null;
  const options = saveOptions(picture, choices);
  const isLossy = options.format !== 'png' && options.format !== 'tiff';
  return (
    <section className="panel-section" aria-label={t('save.title')}>
      <h2>{t('save.title')}</h2>
      <FormatField value={saveFormat(picture, choices.format)} />
      {isLossy && <QualityField quality={choices.quality} onChange={(quality) => { choices.change({ quality }); }} />}
      {isLossy && isMasked(document) && <p className="quiet">{t('maskedSave.lossy', { format: formatLabels[options.format] })}</p>}
      <Fold title={t('save.more')}>
        <div className="save-more">
          <SizeField sizing={choices.sizing} size={result.pyramid} onChange={(sizing) => { choices.change({ sizing }); }} />
          <ProfileField profile={choices.profile} own={picture.state.kind === 'open' ? picture.state.info.profile : null} onChange={(profile) => { choices.change({ profile }); }} />
          <MetadataField />
          <NameField picture={picture} result={result} options={options} />
        </div>
      </Fold>
      <SizeEstimate stageId={result.stageId} size={result.pyramid} options={options} />
      <div className="save-actions">
        <Button tone={save?.kind === 'saved' ? 'plain' : 'primary'} disabled={save?.kind === 'saving'} onClick={() => void saveSelectedResult()}>
          {save?.kind === 'saving' ? t('save.saving') : t('save.saveAs')}
        </Button>
        <Button onClick={() => void copySelectedResult()}>
          <Copy size={14} aria-hidden="true" />
          {t('save.copy')}
        </Button>
        <DragHandle result={result} options={options} name={choices.name} />
      </div>
      {save?.kind === 'failed' && <FailureCard failure={save.failure} />}
      {save?.kind === 'saved' && <SavedNote stageId={result.stageId} saved={save.saved} />}
      {unsaved > 1 && exporting?.kind !== 'running' && (
        <Button onClick={() => void exportResults()}>
          <FolderOutput size={14} aria-hidden="true" />
          {t('export.all', { count: unsaved })}
        </Button>
      )}
      {exporting && <ExportOutcome exported={exporting} />}
    </section>
  );
});

/** Whether steps that are on leave the picture alone outside their masks. */
const isMasked = ({ steps }: Document): boolean => steps.some(({ enabled, mask }) => enabled && mask);

/** Of all pictures, the results that are not saved. */
function useUnsavedCount(): number {
  const pictures = usePictures((state) => state.pictures);
  const results = useResults((state) => state.stages);
  const saves = useSaves((state) => state.saves);
  return useMemo(
    () =>
      pictures.filter(({ id }) => {
        const stage = finalStage(stagesOf({ stages: results }, id));
        return stage && !isSaved({ saves }, stage.id);
      }).length,
    [pictures, results, saves],
  );
}
