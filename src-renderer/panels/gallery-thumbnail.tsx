/** @file What the selected step would make of the picture with other values, small. Renderer. */
import { useEffect, useMemo, useRef, useState } from 'react';
import { recipeUpTo } from '../../src-shared/document.ts';
import type { ParameterValues } from '../../src-shared/operations/operation.ts';
import type { Pyramid } from '../../src-shared/pyramid.ts';
import type { Region } from '../../src-shared/region.ts';
import { galleryKey, wishFor } from '../actions/gallery.ts';
import { Thumbnail } from '../filmstrip/thumbnail.tsx';
import { documentOf, selectedStep, useDocuments } from '../stores/documents.ts';
import { useGallery } from '../stores/gallery.ts';
import { selectedPicture, usePictures } from '../stores/pictures.ts';
import { shownStages, useResults } from '../stores/results.ts';

/** `changed`: the values that differ from the step's own, which are taken over but for its strength: all of it shows most. */
export function GalleryThumbnail({ changed, besideBefore = false }: { readonly changed: ParameterValues; readonly besideBefore?: boolean }) {
  const picture = usePictures(selectedPicture);
  const source = picture?.state.kind === 'open' ? picture.state : null;
  const pictureId = source && picture ? picture.id : null;
  const step = useDocuments((state) => (pictureId === null ? undefined : selectedStep(state, pictureId)));
  const document = useDocuments((state) => (pictureId === null ? undefined : documentOf(state, pictureId)));
  const values = JSON.stringify(changed);
  const wish = useMemo(() => {
    if (pictureId === null || !step || !document) return null;
    const { steps } = recipeUpTo(document, step.id, { ...shownValues(step.parameters), ...(JSON.parse(values) as ParameterValues) });
    // A mask would hide most of what is to be seen.
    const recipe = { version: 1 as const, steps: steps.map(({ operation, parameters, mask }, index) => ({ operation, parameters, ...(mask && index < steps.length - 1 ? { mask } : {}) })) };
    return { key: galleryKey(pictureId, recipe), pictureId, recipe };
  }, [pictureId, document, step, values]);
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
  const stages = useResults((state) => (pictureId === null ? undefined : state.stages[pictureId]));
  const source = usePictures((state) => state.pictures.find(({ id }) => id === pictureId));
  if (count > 0) return shownStages(stages ?? [])[count - 1]?.stage;
  return source?.state.kind === 'open' ? { id: source.id, pyramid: source.state.pyramid } : undefined;
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
