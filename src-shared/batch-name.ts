/** @file What a batch calls its results: a template with words in braces, below the output folder. Pure; used by every process. */
import { extensionsByFormat, type ImageFormat, type WritableFormat } from './image.ts';
import type { Recipe } from './recipe.ts';
import { dateName, safeName } from './result-name.ts';

export const batchNameTokens = ['name', 'operation', 'model', 'scale', 'date', 'index', 'ext'] as const;
type BatchNameToken = (typeof batchNameTokens)[number];

export const defaultBatchName = '{name}-{scale}.{ext}';

type NamedItem = {
  /** The input's file name. */
  readonly fileName: string;
  readonly recipe: Recipe;
  readonly format: WritableFormat;
  /** From 0. */
  readonly index: number;
  readonly date: Date;
};

/** Numbers of one width sort alike everywhere. */
const indexDigits = 5;

/** Words in braces that mean nothing. */
export const unknownBatchTokens = (template: string): string[] =>
  [...template.matchAll(/\{([^{}]*)\}/g)].map(([, token]) => token!).filter((token) => !batchNameTokens.some((known) => known === token));

/** A file name with its ending, which is added where the template does not end in `.{ext}`. */
export function batchFileName(template: string, item: NamedItem): string {
  const ending = fittingEnding(item.fileName, item.format);
  const facts = factsOf(item, ending);
  const body = template.replace(/\.\{ext\}$/, '');
  const filled = body.replace(/\{([^{}]*)\}/g, (whole, token: string) => (batchNameTokens.some((known) => known === token) ? facts[token as BatchNameToken] : whole));
  return `${safeName(filled) || safeName(facts.name) || 'picture'}.${ending}`;
}

/** `keep` keeps the format of the content; what cannot be written becomes PNG. */
export const writtenFormat = (asked: WritableFormat | 'keep', input: ImageFormat): WritableFormat => (asked !== 'keep' ? asked : input === 'gif' || input === 'svg' ? 'png' : input);

function factsOf({ fileName, recipe, index, date }: NamedItem, ext: string): Record<BatchNameToken, string> {
  const scale = recipe.steps.reduce((product, { parameters }) => product * (typeof parameters['scale'] === 'number' ? parameters['scale'] : 1), 1);
  return {
    name: fileName.replace(/(?<=.)\.[^.]*$/, ''),
    operation: recipe.steps.map(({ operation }) => operation).join('-'),
    model: recipe.steps.flatMap(({ parameters: { model } }) => (typeof model === 'string' ? [model] : [])).join('-'),
    scale: `${scale}x`,
    date: dateName(date),
    index: String(index + 1).padStart(indexDigits, '0'),
    ext,
  };
}

/** The input's own spelling, such as `jpeg`, where it names the format. */
function fittingEnding(fileName: string, format: WritableFormat): string {
  const own = fileName.slice(fileName.lastIndexOf('.') + 1).toLowerCase();
  return extensionsByFormat[format].includes(own) ? own : extensionsByFormat[format][0];
}
