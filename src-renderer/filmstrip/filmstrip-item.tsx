/** @file One picture of the filmstrip: thumbnail, name, a dot that tells its state. Renderer. */
import { ImageOff, Loader } from 'lucide-react';
import { type MouseEvent, memo } from 'react';
import { useTranslation } from 'react-i18next';
import type { Picture } from '../../src-shared/ipc.ts';
import { latestJob, useJobs } from '../stores/jobs.ts';
import { finalStage, stagesOf, useResults } from '../stores/results.ts';
import { isSaved, useSaves } from '../stores/saves.ts';
import { useSelection } from '../stores/selection.ts';
import { MiddleCut } from '../ui/middle-cut.tsx';
import { pictureStatus } from './picture-status.ts';
import { Thumbnail } from './thumbnail.tsx';

type FilmstripItemProps = {
  readonly picture: Picture;
  /** CSS pixels from the start of the strip. */
  readonly start: number;
  readonly position: number;
  readonly of: number;
  readonly shown: boolean;
  readonly chosen: boolean;
};

export const FilmstripItem = memo(function FilmstripItem({ picture, start, position, of, shown, chosen }: FilmstripItemProps) {
  const { t } = useTranslation();
  const choose = useSelection((state) => state.choose);
  const status = usePictureStatus(picture);
  const click = (event: MouseEvent) => {
    choose(picture.id, event.shiftKey ? 'range' : event.ctrlKey || event.metaKey ? 'toggle' : 'only');
    (event.currentTarget as HTMLElement).focus({ preventScroll: true });
  };
  return (
    <div
      className="filmstrip-item"
      role="option"
      aria-selected={chosen}
      aria-current={shown ? 'true' : undefined}
      aria-label={`${picture.name}, ${t(`filmstrip.states.${status}`)}`}
      aria-setsize={of}
      aria-posinset={position}
      tabIndex={shown ? 0 : -1}
      data-picture={picture.id}
      data-shown={shown ? '' : undefined}
      style={{ transform: `translateX(${start}px)` }}
      onClick={click}
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
});

/** A word, so that an item is drawn again only when it changes and not at every step of a job. */
function usePictureStatus(picture: Picture) {
  const result = useResults((state) => finalStage(stagesOf(state, picture.id)));
  const savedNow = useSaves((state) => result !== undefined && isSaved(state, result.id));
  return useJobs(({ jobs }) => {
    const job = latestJob(jobs, picture.id);
    const savedBefore = job?.state.kind === 'done' && job.state.savedTo !== null && job.state.stages.at(-1)?.id === result?.id;
    return pictureStatus({ picture, job, result, saved: savedNow || savedBefore });
  });
}
