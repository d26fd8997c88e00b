/** @file A file of a batch before and after, in full, moved and zoomed as on the canvas. Renderer. */
import { ChevronLeft, ChevronRight, X } from 'lucide-react';
import { Dialog } from 'radix-ui';
import { useCallback, useEffect, useMemo, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { BatchItem, BatchSummary } from '../../src-shared/batch.ts';
import type { Viewable } from '../../src-shared/batch-calls.ts';
import type { Failure } from '../../src-shared/failure.ts';
import { call } from '../api/bridge.ts';
import { createCamera } from '../canvas/camera.ts';
import { PictureView } from '../canvas/picture-view.tsx';
import type { Scene, Side } from '../canvas/scene.ts';
import type { Surface } from '../canvas/surface.ts';
import { SplitHandle } from '../compare/split-handle.tsx';
import { formatPixels } from '../format.ts';
import { useBatches } from '../stores/batches.ts';
import { IconButton } from '../ui/button.tsx';
import { FailureCard } from '../ui/failure-card.tsx';
import { MiddleCut } from '../ui/middle-cut.tsx';
import { lastPart } from './definition.ts';
import { itemAt } from './item-pages.ts';

type Look = { readonly before: Viewable; readonly after: Viewable | null };
type Answer = { readonly kind: 'asking' } | { readonly kind: 'there'; readonly look: Look } | { readonly kind: 'failed'; readonly failure: Failure };

/** Of the row that is looked at; the others are a step away. */
export function LookDialog({ batch }: { readonly batch: BatchSummary }) {
  const { t } = useTranslation();
  const { pages, position, total, looking, setLooking, setPosition } = useBatches();
  const item = looking ? itemAt(pages, position) : undefined;
  return (
    <Dialog.Root
      open={looking}
      onOpenChange={setLooking}
    >
      <Dialog.Portal>
        <Dialog.Overlay className="dialog-overlay" />
        <Dialog.Content
          className="batch-look"
          aria-describedby={undefined}
          onOpenAutoFocus={(event) => {
            event.preventDefault();
            (event.currentTarget as HTMLElement).focus();
          }}
        >
          <header className="board-head">
            <Dialog.Title>{item && <MiddleCut text={lastPart(item.input)} title={item.input} />}</Dialog.Title>
            <IconButton label={t('batch.look.previous')} disabled={position === 0} onClick={() => { setPosition(position - 1); }}>
              <ChevronLeft size={16} aria-hidden="true" />
            </IconButton>
            <IconButton label={t('batch.look.next')} disabled={position >= total - 1} onClick={() => { setPosition(position + 1); }}>
              <ChevronRight size={16} aria-hidden="true" />
            </IconButton>
            <Dialog.Close className="icon-button" aria-label={t('close')}>
              <X size={16} aria-hidden="true" />
            </Dialog.Close>
          </header>
          {item && <Content key={`${item.index} ${item.state.kind}`} batchId={batch.id} item={item} />}
        </Dialog.Content>
      </Dialog.Portal>
    </Dialog.Root>
  );
}

function Content({ batchId, item }: { readonly batchId: string; readonly item: BatchItem }) {
  const { t } = useTranslation();
  const answer = useLook(batchId, item.index);
  if (answer.kind === 'failed')
    return (
      <div className="batch-look-view">
        <div className="stage-message">
          <FailureCard failure={answer.failure} />
        </div>
      </div>
    );
  if (answer.kind === 'asking')
    return (
      <div className="batch-look-view">
        <div className="stage-message" role="status">
          {t('canvas.opening', { name: lastPart(item.input) })}
        </div>
      </div>
    );
  return <View look={answer.look} name={lastPart(item.input)} />;
}

function View({ look: { before, after }, name }: { readonly look: Look; readonly name: string }) {
  const { t } = useTranslation();
  const camera = useMemo(createCamera, []);
  const surface = useRef<Surface | null>(null);
  const setSurface = useCallback((mounted: Surface | null) => {
    surface.current = mounted;
  }, []);
  const scene = useMemo((): Scene => ({ pictureId: before.id, before: sideOf(before), after: after && sideOf(after) }), [before, after]);
  const comparison = useMemo(() => (after ? ({ kind: 'slider', axis: 'horizontal' } as const) : ({ kind: 'off' } as const)), [after]);
  return (
    <>
      <div className="batch-look-view">
        <PictureView scene={scene} camera={camera} comparison={comparison} label={t('canvas.label', { name })} onSurface={setSurface} />
        {after && <SplitHandle axis="horizontal" before={t('batch.look.before')} after={t('batch.look.after')} onSplit={(share) => surface.current?.setSplit(share)} />}
      </div>
      <p className="batch-look-foot quiet">{[before, after].flatMap((it) => (it ? [formatPixels(it.info)] : [])).join(' → ')}</p>
    </>
  );
}

const sideOf = ({ id, pyramid, info }: Viewable): Side => ({ layer: { id, pyramid, alpha: info.alpha }, patches: [] });

/** What main opened for it is let go of with the dialog. */
function useLook(batchId: string, index: number): Answer {
  const [answer, setAnswer] = useState<Answer>({ kind: 'asking' });
  useEffect(() => {
    let gone = false;
    let ids: string[] = [];
    const release = () => {
      if (ids.length > 0) void call('batch:release', { ids });
    };
    void call('batch:look', { batchId, index }).then((it) => {
      if (it.ok) ids = [it.value.before, it.value.after].flatMap((side) => (side ? [side.id] : []));
      if (gone) release();
      else setAnswer(it.ok ? { kind: 'there', look: it.value } : { kind: 'failed', failure: it.error });
    });
    return () => {
      gone = true;
      release();
    };
  }, [batchId, index]);
  return answer;
}
