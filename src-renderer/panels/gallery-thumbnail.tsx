/** @file What the selected step would make of the picture with other values, small. Renderer. */
import { useEffect, useMemo, useRef, useState } from 'react';
import { useShallow } from 'zustand/react/shallow';
import { type DocumentStep, recipeOf } from '../../src-shared/document.ts';
import type { ParameterValues } from '../../src-shared/operations/operation.ts';
import type { Pyramid } from '../../src-shared/pyramid.ts';
import type { Region } from '../../src-shared/region.ts';
import { galleryKey, wishFor } from '../actions/gallery.ts';
import { Thumbnail } from '../filmstrip/thumbnail.tsx';
import { type DocumentsState, documentOf, selectedStep, useDocuments } from '../stores/documents.ts';
import { useGallery } from '../stores/gallery.ts';
import { selectedPicture, usePictures } from '../stores/pictures.ts';
import { shownStages, stagesOf, useResults } from '../stores/results.ts';

/** `changed`: the values that differ from the step's own, which are taken over but for its strength: all of it shows most. */
export function GalleryThumbnail({ changed, besideBefore = false }: { readonly changed: ParameterValues; readonly besideBefore?: boolean }) {
  const picture = usePictures(selectedPicture);
  const source = picture?.state.kind === 'open' ? picture.state : null;
  const pictureId = source && picture ? picture.id : null;
  const preceding = useDocuments(useShallow((state) => (pictureId === null ? [] : stepsBeforeSelected(state, pictureId))));
  const own = useDocuments((state) => (pictureId === null ? null : ownText(state, pictureId)));
  const values = JSON.stringify(changed);
  const wish = useMemo(() => {
    if (pictureId === null || own === null) return null;
    const { operation, parameters } = JSON.parse(own) as Pick<DocumentStep, 'operation' | 'parameters'>;
    const shown = { operation, parameters: { ...parameters, ...(JSON.parse(values) as ParameterValues) } };
    const recipe = { version: 1 as const, steps: [...(recipeOf({ steps: preceding })?.steps ?? []), shown] };
    return { key: galleryKey(pictureId, recipe), pictureId, recipe };
  }, [pictureId, preceding, own, values]);
  const before = useBefore(pictureId, wish ? wish.recipe.steps.length - 1 : 0);
  const { element, isSeen } = useIsSeen();
  const entry = useGallery((state) => (wish ? state.entries[wish.key] : undefined));
  useEffect(() => (wish && isSeen ? wishFor(wish) : undefined), [wish, isSeen]);
  return (
    <span ref={element} className="gallery-thumbnail" data-state={entry?.kind ?? 'waiting'}>
      {entry?.kind === 'done' && <Thumbnail id={entry.preview.id} pyramid={entry.preview.pyramid} />}
      {besideBefore && entry?.kind === 'done' && source && before && isWhole(entry.preview.region, source.info) && (
        <>
          <span className="gallery-before">
            <Thumbnail id={before.id} pyramid={before.pyramid} />
          </span>
          <span className="gallery-divider" />
        </>
      )}
    </span>
  );
}

const isWhole = ({ width, height }: Region, picture: { readonly width: number; readonly height: number }): boolean => width >= picture.width && height >= picture.height;

/** The picture as the step gets it, after `count` others; undefined where that is not computed. */
function useBefore(pictureId: string | null, count: number): { readonly id: string; readonly pyramid: Pyramid } | undefined {
  const stage = useResults((state) => (pictureId === null ? undefined : shownStages(stagesOf(state, pictureId))[count - 1]?.stage));
  const source = usePictures((state) => state.pictures.find(({ id }) => id === pictureId));
  if (count > 0) return stage;
  return source?.state.kind === 'open' ? { id: source.id, pyramid: source.state.pyramid } : undefined;
}

function stepsBeforeSelected(state: DocumentsState, pictureId: string): readonly DocumentStep[] {
  const { steps } = documentOf(state, pictureId);
  return steps.slice(0, steps.findIndex(({ id }) => id === selectedStep(state, pictureId)?.id));
}

/** What of the selected step decides its thumbnails, as text, so that nothing is drawn anew while a slider moves; a mask would hide most of what is to be seen. */
function ownText(state: DocumentsState, pictureId: string): string | null {
  const step = selectedStep(state, pictureId);
  return step ? JSON.stringify({ operation: step.operation, parameters: shownValues(step.parameters) }) : null;
}

/** Sliders do not compute all thumbnails again. */
function shownValues({ model, look, detail, scale }: ParameterValues): ParameterValues {
  return Object.fromEntries(Object.entries({ model, look, detail, scale }).filter((entry): entry is [string, string | number] => entry[1] !== undefined));
}

/** Whether the element was in sight once. */
function useIsSeen() {
  const element = useRef<HTMLSpanElement>(null);
  const [isSeen, setSeen] = useState(false);
  useEffect(() => {
    const observer = new IntersectionObserver(([entry]) => {
      if (entry?.isIntersecting) setSeen(true);
    });
    observer.observe(element.current!);
    return () => {
      observer.disconnect();
    };
  }, []);
  return { element, isSeen };
}
