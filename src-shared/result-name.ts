/** @file What a result is called: a template with words in braces, filled in and made safe for every file system. Pure; used by every process. */
import type { Recipe } from './recipe.ts';

export const nameTokens = ['name', 'steps', 'width', 'height', 'number', 'date'] as const;
type NameToken = (typeof nameTokens)[number];

/** `name` is the source's without its ending; `number` counts what is exported together, from 1, padded to one width. */
export type NameFacts = Readonly<Record<NameToken, string>>;

export const defaultTemplate = '{name}-{steps}';

/** "2x" for an upscale by two; other operations by their id. */
export const stepName = ({ operation, parameters }: Recipe['steps'][number]): string => ('scale' in parameters ? `${String(parameters['scale'])}x` : operation);

/** Words in braces that mean nothing. */
export const unknownTokens = (template: string): string[] =>
  [...template.matchAll(/\{([^{}]*)\}/g)].map(([, token]) => token!).filter((token) => !nameTokens.some((known) => known === token));

/** A file name without its ending. Words in braces that mean nothing stay as they are. */
export function resultName(template: string, facts: NameFacts): string {
  const filled = template.replace(/\{([^{}]*)\}/g, (whole, token: string) => (nameTokens.some((known) => known === token) ? facts[token as NameToken] : whole));
  return safeName(filled) || safeName(facts.name) || 'picture';
}

/** Local date, as "2026-03-20". */
export function dateName(date: Date): string {
  const two = (value: number) => String(value).padStart(2, '0');
  return `${date.getFullYear()}-${two(date.getMonth() + 1)}-${two(date.getDate())}`;
}

/** Bytes that a file system counts for a name, less what an ending and a number need. */
const maxNameBytes = 230;
const reserved = /^(?:con|prn|aux|nul|com\d|lpt\d)(?:\..*)?$/i;

/** Characters and names that Windows refuses are refused everywhere: files travel. */
export function safeName(name: string): string {
  const plain = name.replace(/[<>:"/\\|?*\u0000-\u001f]/g, '-').replace(/^\s+|[\s.]+$/g, '');
  const letters = [...(reserved.test(plain) ? `_${plain}` : plain)];
  const encoder = new TextEncoder();
  let bytes = 0;
  const end = letters.findIndex((letter) => (bytes += encoder.encode(letter).length) > maxNameBytes);
  return (end < 0 ? letters : letters.slice(0, end)).join('');
}

type Exported = {
  /** The source's file name. */
  readonly fileName: string;
  readonly recipe: Recipe;
  /** Of the file that is written. */
  readonly size: { readonly width: number; readonly height: number };
  /** Which of how many, from 1. */
  readonly number: number;
  readonly of: number;
  readonly date: Date;
};

export function nameFacts({ fileName, recipe, size, number, of, date }: Exported): NameFacts {
  return {
    name: fileName.replace(/(?<=.)\.[^.]*$/, ''),
    steps: recipe.steps.map(stepName).join('-'),
    width: String(size.width),
    height: String(size.height),
    number: String(number).padStart(String(of).length, '0'),
    date: dateName(date),
  };
}
