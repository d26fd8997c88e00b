/** @file The mask over the canvas, and its tools. Renderer. */
import { memo, useEffect, useRef } from 'react';
import { addMaskShape, addSelection, cancelSelection, maskSize, maskSubject } from '../actions/masks.ts';
import { onFrame } from '../canvas/current-surface.ts';
import { type Choice, type comparedOf, type ShownPicture, showsStep } from '../compare/sides.ts';
import { selectedStep, useDocuments } from '../stores/documents.ts';
import { useMaskTools } from '../stores/mask-tools.ts';
import { bindBrushCursor } from './brush-cursor.ts';
import { type Bare, createMaskOverlay, type MaskOverlay } from './overlay.ts';
import { useShownMask } from './shown-mask.ts';
import { bindMaskTools } from './tools.ts';

type MaskLayerProps = { readonly picture: ShownPicture; readonly choices: readonly Choice[]; readonly compared: ReturnType<typeof comparedOf> };

export const MaskLayer = memo(function MaskLayer({ picture, choices, compared }: MaskLayerProps) {
  const canvas = useRef<HTMLCanvasElement>(null);
  const ring = useRef<HTMLDivElement>(null);
  const overlay = useRef<MaskOverlay>(null);
  const tool = useMaskTools((state) => state.tool);
  const look = useMaskTools((state) => state.look);
  const selecting = useMaskTools((state) => state.selecting);
  const step = useDocuments((state) => selectedStep(state, picture.id));
  const showsRule = useMaskTools((state) => state.showsRule);
  const active = tool !== 'move' && step !== undefined;
  const visible = active || (showsRule && step?.mask !== undefined && step.mask.source.kind !== 'painted');
  const mask = useShownMask(picture.id, step, visible);

  useEffect(() => {
    const element = canvas.current!;
    const created = createMaskOverlay(element);
    overlay.current = created;
    const unbind = [onFrame(created.follow), bindTools(element, created), bindBrushCursor(element, ring.current!, () => screenPixels(created)), passWheel(element)];
    return () => {
      for (const stop of unbind) stop();
      created.destroy();
    };
  }, []);
  useEffect(() => {
    overlay.current!.setLook(visible ? look : 'hidden');
  }, [visible, look]);
  useEffect(() => {
    overlay.current!.setBare(bareSides(choices, compared, tool === 'eraser' ? undefined : step?.id));
  }, [choices, compared, tool, step?.id]);
  useEffect(() => {
    overlay.current!.show(mask, `${picture.id} ${step?.id}`);
  }, [picture.id, step?.id, mask]);
  return (
    <>
      <canvas ref={canvas} className="mask-canvas" data-tool={tool} data-active={active ? '' : undefined} data-busy={selecting ? '' : undefined} aria-hidden="true" />
      <div ref={ring} className="brush-ring" hidden />
    </>
  );
});

/** What the step made is seen as it is. The eraser needs to see what it takes away. */
function bareSides(choices: readonly Choice[], compared: MaskLayerProps['compared'], stepId: string | undefined): Bare {
  const shows = (side: Choice | undefined) => side !== undefined && stepId !== undefined && showsStep(choices, side, stepId);
  return { before: shows(compared?.before), after: shows(compared?.after) };
}

function bindTools(element: HTMLElement, overlay: MaskOverlay): () => void {
  return bindMaskTools(element, overlay, {
    size: () => {
      const subject = maskSubject();
      return subject && maskSize(subject);
    },
    add: addMaskShape,
    cancelSelection,
    selectLike: ({ x, y }, mode) => void selectInSource(({ across, down }, { tolerance, contiguous }) => ({ kind: 'wand', x: Math.max(0, Math.floor(x * across)), y: Math.max(0, Math.floor(y * down)), tolerance, contiguous }), mode),
    selectObject: (box, mode) =>
      void selectInSource(({ across, down }) => ({ kind: 'object', x: box.x * across, y: box.y * down, width: box.width * across, height: box.height * down }), mode),
  });
}

type Selecting = Parameters<typeof addSelection>;

/** Selections look at the source; a mask may be painted at another size. */
async function selectInSource(describe: (scale: { readonly across: number; readonly down: number }, wand: ReturnType<typeof useMaskTools.getState>['wand']) => Selecting[0], mode: Selecting[1]): Promise<void> {
  const subject = maskSubject();
  if (!subject) return;
  const { width, height } = maskSize(subject);
  const { info } = subject.picture.state;
  await addSelection(describe({ across: info.width / width, down: info.height / height }, useMaskTools.getState().wand), mode);
}

/** Pixels of the screen that a pixel of the mask takes. */
function screenPixels(overlay: MaskOverlay): number | null {
  const subject = maskSubject();
  const frame = overlay.frame();
  return subject && frame && (frame.viewport.zoom * frame.image.width) / maskSize(subject).width / devicePixelRatio;
}

/** The wheel moves the picture below. */
function passWheel(element: HTMLElement): () => void {
  const pass = (event: WheelEvent) => {
    event.preventDefault();
    element.parentElement!.querySelector('.picture-canvas')!.dispatchEvent(new WheelEvent('wheel', event));
  };
  element.addEventListener('wheel', pass, { passive: false });
  return () => {
    element.removeEventListener('wheel', pass);
  };
}
