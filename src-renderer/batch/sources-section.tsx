/** @file Which files a batch takes: folders with all below them, single files, patterns, and whether it waits for more. Renderer. */
import { File, FileX, Folder, FolderPlus, ImagePlus, X } from 'lucide-react';
import { useId } from 'react';
import { useTranslation } from 'react-i18next';
import { chooseSources, clearSources, removeSource } from '../actions/batch-draft.ts';
import { recipeOf } from '../../src-shared/document.ts';
import { type Source, useBatchDraft } from '../stores/batch-draft.ts';
import { Button, IconButton } from '../ui/button.tsx';
import { Fold } from '../ui/fold.tsx';
import { MiddleCut } from '../ui/middle-cut.tsx';
import { canMatch, canWatch } from './definition.ts';

const icons = { file: File, folder: Folder, missing: FileX } as const;
/** More are counted: each is a row of its own. */
const sourcesShown = 200;

export function SourcesSection() {
  const { t } = useTranslation();
  const { sources, watch, series, document } = useBatchDraft((state) => state.draft);
  const change = useBatchDraft((state) => state.change);
  return (
    <section className="panel-section batch-sources" aria-label={t('batch.sources.title')}>
      <header className="panel-head">
        <h2>{t('batch.sources.title')}</h2>
        {sources.length > 1 && (
          <button type="button" className="bar-button" onClick={clearSources}>
            {t('batch.sources.clear')}
          </button>
        )}
      </header>
      {sources.length === 0 ? <p className="quiet">{t('batch.sources.empty')}</p> : <SourceList sources={sources} />}
      <div className="batch-buttons">
        <Button onClick={() => void chooseSources('folders')}>
          <FolderPlus size={14} aria-hidden="true" />
          {t('batch.sources.addFolders')}
        </Button>
        <Button onClick={() => void chooseSources('files')}>
          <ImagePlus size={14} aria-hidden="true" />
          {t('batch.sources.addFiles')}
        </Button>
      </div>
      <Fold title={t('batch.sources.patterns')}>
        <div className="batch-fold">
          <PatternField side="include" />
          <PatternField side="exclude" />
          <p className="quiet">{t('batch.sources.patternHelp')}</p>
        </div>
      </Fold>
      <label className="check-field">
        <input
          type="checkbox"
          checked={watch && canWatch(sources)}
          disabled={!canWatch(sources)}
          onChange={(event) => {
            change({ watch: event.target.checked });
          }}
        />
        {t('batch.sources.watch')}
      </label>
      {watch && canWatch(sources) && <p className="quiet">{t('batch.sources.watchHelp')}</p>}
      {canMatch(recipeOf(document)?.steps ?? []) && (
        <label className="check-field" title={t('series.help')}>
          <input
            type="checkbox"
            checked={series}
            onChange={(event) => {
              change({ series: event.target.checked });
            }}
          />
          {t('series.match')}
        </label>
      )}
    </section>
  );
}

function SourceList({ sources }: { readonly sources: readonly Source[] }) {
  const { t } = useTranslation();
  const more = sources.length - sourcesShown;
  return (
    <ul className="batch-source-list" aria-label={t('batch.sources.list')} tabIndex={0}>
      {sources.slice(0, sourcesShown).map(({ path, kind }) => {
        const Icon = icons[kind];
        return (
          <li key={path} data-missing={kind === 'missing' ? '' : undefined}>
            <Icon size={14} role="img" aria-label={t(`batch.sources.kinds.${kind}`)} />
            <MiddleCut text={path} />
            <IconButton label={t('batch.sources.remove', { path })} onClick={() => { removeSource(path); }}>
              <X size={14} aria-hidden="true" />
            </IconButton>
          </li>
        );
      })}
      {more > 0 && <li className="quiet">{t('batch.sources.more', { count: more })}</li>}
    </ul>
  );
}

function PatternField({ side }: { readonly side: 'include' | 'exclude' }) {
  const { t } = useTranslation();
  const value = useBatchDraft(({ draft }) => draft[side]);
  const change = useBatchDraft((state) => state.change);
  const id = useId();
  return (
    <div className="batch-field">
      <label htmlFor={id}>{t(`batch.sources.${side}`)}</label>
      <input
        id={id}
        className="text-field"
        value={value}
        spellCheck={false}
        placeholder={side === 'include' ? '*.jpg, raw/**' : '*-edited.*'}
        onChange={(event) => {
          change({ [side]: event.target.value });
        }}
      />
    </div>
  );
}
