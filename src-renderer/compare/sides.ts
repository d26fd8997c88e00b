/** @file What of a picture can be compared with what: its source, its stages, the board's results, the preview. Pure. */
import type { ImageInfo } from '../../src-shared/image.ts';
import type { Picture } from '../../src-shared/ipc.ts';
import type { Pyramid } from '../../src-shared/pyramid.ts';
import type { Layer, Patch, Scene, Side } from '../canvas/scene.ts';
import type { Rectangle } from '../canvas/viewport.ts';
import type { ComparedSides } from '../stores/view.ts';

/** A state of the picture that can be chosen; `step` counts from 1. */
export type Choice = { readonly id: string; readonly side: Side } & (
  | { readonly kind: 'source' | 'preview' }
  | { readonly kind: 'step'; readonly step: number; readonly operation: string }
  | { readonly kind: 'board'; readonly cell: number }
);

type Tiles = { readonly id: string; readonly pyramid: Pyramid };
type Placed = Tiles & { readonly place: Rectangle };

export type Known = {
  /** What is computed of the picture's steps, in their order. */
  readonly stages: readonly { readonly stepId: string; readonly operation: string; readonly stage: Tiles }[];
  /** Parts that are computed ahead, the coarse ones first; none once the last step is there. */
  readonly preview: readonly Placed[];
  /** How much of the preview shows, 0 to 1. */
  readonly previewShare?: number;
  readonly board: readonly { readonly cell: number; readonly cellId: string; readonly result: Placed }[];
};

/** A picture that can be drawn, coarsely while it opens. */
export type ShownPicture = { readonly id: string; readonly name: string; readonly info: ImageInfo; readonly source: Tiles };

export function shownPicture({ id, name, state }: Picture): ShownPicture | null {
  if (state.kind === 'open') return { id, name, info: state.info, source: { id, pyramid: state.pyramid } };
  return state.kind === 'opening' && state.glance ? { id, name, info: state.glance.info, source: state.glance } : null;
}

/** In the order in which they came about: the source first, the last is shown unless another is chosen. */
export function choicesOf({ info, source }: ShownPicture, { stages, preview, previewShare = 1, board }: Known): Choice[] {
  const { alpha } = info;
  const layer = (tiles: Tiles): Layer => ({ id: tiles.id, pyramid: tiles.pyramid, alpha });
  const whole = (tiles: Tiles): Side => ({ layer: layer(tiles), patches: [] });
  const patched = (parts: readonly Placed[]): Side => ({ layer: layer(source), patches: parts.map((part) => ({ ...layer(part), place: inParts(part.place, info) })) });
  return [
    { id: 'source', kind: 'source', side: whole(source) },
    ...board.map(({ cell, cellId, result }): Choice => ({ id: cellId, kind: 'board', cell, side: patched([result]) })),
    ...stages.map(({ stepId, operation, stage }, index): Choice => ({ id: stepId, kind: 'step', step: index + 1, operation, side: whole(stage) })),
    ...(preview.length > 0 ? [{ id: 'preview', kind: 'preview', side: { ...patched(preview), ...(previewShare < 1 ? { opacity: previewShare } : {}) } } as const] : []),
  ];
}

/** From source pixels to parts of the picture. */
function inParts({ x, y, width, height }: Rectangle, size: { readonly width: number; readonly height: number }): Patch['place'] {
  return { x: x / size.width, y: y / size.height, width: width / size.width, height: height / size.height };
}

/** The two that are compared; one that is gone gives way to the source or to what came last. Null: there is only the source. */
export function comparedOf(choices: readonly Choice[], sides: ComparedSides | undefined): { readonly before: Choice; readonly after: Choice } | null {
  if (choices.length < 2) return null;
  const find = (id: string | undefined) => choices.find((choice) => choice.id === id);
  return { before: find(sides?.before) ?? choices[0]!, after: find(sides?.after) ?? choices.at(-1)! };
}

/** Whether a choice shows what a step made: its own stage or a later one, a preview, or a result of the board. */
export function showsStep(choices: readonly Choice[], choice: Choice, stepId: string): boolean {
  if (choice.kind !== 'step') return choice.kind !== 'source';
  const own = choices.findIndex(({ id }) => id === stepId);
  return own !== -1 && choices.indexOf(choice) >= own;
}

export function sceneOf({ id, info }: ShownPicture, choices: readonly Choice[], sides: ComparedSides | undefined): Scene {
  const compared = comparedOf(choices, sides);
  return { pictureId: id, source: { width: info.width, height: info.height }, before: (compared?.before ?? choices[0]!).side, after: compared?.after.side ?? null };
}
