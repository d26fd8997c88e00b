/** @file The open pictures along the bottom: one is shown, arrows move along, Delete closes. Renderer. */
import { ImageOff, Loader, Plus } from 'lucide-react';
import { type KeyboardEvent, useEffect, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import type { Job, Picture } from '../../src-shared/ipc.ts';
import { closeSelectedPicture, openDialog, selectNeighbour } from '../actions/pictures.ts';
import { useShortcut } from '../shortcuts/words.ts';
import { useJobs } from '../stores/jobs.ts';
import { usePictures } from '../stores/pictures.ts';
import { IconButton } from '../ui/button.tsx';
import { MiddleCut } from '../ui/middle-cut.tsx';
import { pictureStatus } from './picture-status.ts';
import { Thumbnail } from './thumbnail.tsx';

const moves: Record<string, () => void> = {
  ArrowLeft: () => {
    selectNeighbour(-1);
  },
  ArrowRight: () => {
    selectNeighbour(1);
  },
  Home: () => {
    selectNeighbour(-Infinity);
  },
  End: () => {
    selectNeighbour(Infinity);
  },
  Delete: closeSelectedPicture,
};

export function Filmstrip() {
  const { t } = useTranslation();
  const pictures = usePictures((state) => state.pictures);
  const selectedId = usePictures((state) => state.selectedId);
  const jobs = useJobs((state) => state.jobs);
  const list = useRef<HTMLDivElement>(null);
  const shortcut = useShortcut('open');

  const moveByKey = (event: KeyboardEvent) => {
    const move = moves[event.key];
    if (!move || event.ctrlKey || event.metaKey) return;
    event.preventDefault();
    move();
  };
  useEffect(() => {
    const chosen = list.current?.querySelector<HTMLElement>('[aria-selected=true]');
    chosen?.scrollIntoView({ block: 'nearest', inline: 'nearest' });
    if (chosen && list.current?.contains(document.activeElement)) chosen.focus();
  }, [selectedId]);

  return (
    <nav className="filmstrip" aria-label={t('filmstrip.label')}>
      <div ref={list} className="filmstrip-list" role="listbox" aria-label={t('filmstrip.label')} aria-orientation="horizontal" onKeyDown={moveByKey}>
        {pictures.map((picture) => (
          <FilmstripItem key={picture.id} picture={picture} jobs={jobs} selected={picture.id === selectedId} />
        ))}
      </div>
      <IconButton label={t('filmstrip.add')} keys={shortcut} className="filmstrip-add" onClick={() => void openDialog()}>
        <Plus size={18} />
      </IconButton>
    </nav>
  );
}

type FilmstripItemProps = { readonly picture: Picture; readonly jobs: readonly Job[]; readonly selected: boolean };

function FilmstripItem({ picture, jobs, selected }: FilmstripItemProps) {
  const { t } = useTranslation();
  const select = usePictures((state) => state.select);
  const status = pictureStatus(picture, jobs);
  return (
    <div
      className="filmstrip-item"
      role="option"
      aria-selected={selected}
      aria-label={`${picture.name}, ${t(`filmstrip.states.${status}`)}`}
      tabIndex={selected ? 0 : -1}
      onClick={() => {
        select(picture.id);
      }}
    >
      <span className="filmstrip-frame">
        {picture.state.kind === 'open' && <Thumbnail id={picture.id} pyramid={picture.state.pyramid} />}
        {picture.state.kind === 'opening' && <Loader size={18} aria-hidden="true" />}
        {picture.state.kind === 'failed' && <ImageOff size={18} aria-hidden="true" />}
        <span className={`dot dot-${status}`} title={t(`filmstrip.states.${status}`)} />
      </span>
      <span className="filmstrip-name" aria-hidden="true">
        <MiddleCut text={picture.name} title={picture.path} />
      </span>
    </div>
  );
}
