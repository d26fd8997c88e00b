/** @file Where the pictures of a training's checkpoints lie, from its folder. Pure; the trainer writes them, main serves them. */

export const previewRowNames = ['input', 'truth', 'output', 'back', 'heat'] as const;
export type PreviewRowName = (typeof previewRowNames)[number];

export type PreviewFile = { readonly step: number; /** Letters alone. */ readonly what: string; readonly row: PreviewRowName; readonly index: number };

/** Rows that are the same at every checkpoint. */
const isFixed = (row: PreviewRowName): boolean => row === 'input' || row === 'truth';

export const stepFolder = (step: number): string => `step-${String(step).padStart(9, '0')}`;

/** With slashes, as in an address. */
export const previewFile = ({ step, what, row, index }: PreviewFile): string => `previews/${isFixed(row) ? 'fixed' : stepFolder(step)}/${what}-${row}-${index}.${row === 'heat' ? 'png' : 'webp'}`;

/** What the discriminator of the checkpoint `judge` says of any of the pictures: a map like those of the row 'heat'. */
export const judgedFile = ({ judge, step, what, row, index }: PreviewFile & { readonly judge: number }): string =>
  `judged/${stepFolder(judge)}/${isFixed(row) ? 'fixed' : stepFolder(step)}-${what}-${row}-${index}.png`;

const picture = '[a-z]{1,20}-(input|truth|output|back|heat)-\\d{1,3}';
const patterns = [new RegExp(`^previews/(fixed|step-\\d{9})/${picture}\\.(png|webp)$`), new RegExp(`^judged/step-\\d{9}/(fixed|step-\\d{9})-${picture}\\.png$`)];
export const isPreviewFile = (path: string): boolean => patterns.some((pattern) => pattern.test(path));
