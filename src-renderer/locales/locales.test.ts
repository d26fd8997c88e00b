import { describe, expect, it } from 'vitest';
import { languages } from '../../src-shared/language.ts';
import { operations } from '../../src-shared/operations/registry.ts';
import { operationLabel, parameterWords } from '../operation-texts.ts';

const pluralEnding = /_(zero|one|two|few|many|other)$/;

type Words = ReadonlyMap<string, string>;

function flat(catalogue: object, prefix = ''): [string, string][] {
  return Object.entries(catalogue).flatMap(([name, value]: [string, unknown]) =>
    typeof value === 'string' ? [[prefix + name, value]] : flat(value as object, `${prefix}${name}.`),
  );
}
const placeholders = (text: string) => [...text.matchAll(/\{\{[^}]*\}\}/g)].map(([it]) => it).sort();

/** What a language must have: a key with a plural form in English has the forms of that language. */
function expectedKeys(english: Words, language: string): string[] {
  const { pluralCategories } = new Intl.PluralRules(language).resolvedOptions();
  const keys = [...english.keys()].flatMap((key) => (pluralEnding.test(key) ? pluralCategories.map((form) => key.replace(pluralEnding, `_${form}`)) : [key]));
  return [...new Set(keys)].sort();
}

const catalogues = import.meta.glob<object>('./*.json', { eager: true, import: 'default' });
const catalogue = (language: string): Words => new Map(flat(catalogues[`./${language}.json`]!));

const english = catalogue('en');
const sources = import.meta.glob<string>(['../**/*.{ts,tsx}', '!../**/*.test.ts'], { eager: true, query: '?raw', import: 'default' });
const manifests = import.meta.glob<{ id: string; description: string }>('../../models/*/manifest.json', { eager: true, import: 'default' });

describe.each(languages)('catalogue %s', (language) => {
  const words = catalogue(language);

  it('has every key, with the plural forms of its language, and no other', () => {
    expect([...words.keys()].sort()).toEqual(expectedKeys(english, language));
  });

  it('has the placeholders of English, and no empty text', () => {
    for (const [key, text] of words) {
      const model = english.get(key) ?? english.get(key.replace(pluralEnding, '_other'));
      expect([key, placeholders(text)]).toEqual([key, model === undefined ? 'no such key in English' : placeholders(model)]);
      expect(text.trim()).toBe(text);
      expect(text).not.toBe('');
    }
  });
});

describe('the keys', () => {
  it('are all used', () => {
    const source = Object.values(sources).join('\n');
    const written = new Set([...source.matchAll(/['"`]([a-z][\w.-]*)['"`]/gi)].map(([, key]) => key));
    const patterns = [...source.matchAll(/`([a-z][\w.-]*\.(?:\$\{[^}]+\}[\w.-]*)+)`/gi)].map(
      ([, pattern = '']) => new RegExp(`^${pattern.replaceAll('.', String.raw`\.`).replaceAll(/\$\{[^}]+\}/g, '[^.]+')}$`),
    );
    const keys = [...english.keys()].map((key) => key.replace(pluralEnding, ''));
    expect(keys.filter((key) => !written.has(key) && !patterns.some((pattern) => pattern.test(key)))).toEqual([]);
  });

  it('hold the declared words of every operation and parameter', () => {
    for (const operation of operations) {
      const key = `operations.${operation.id}`;
      expect([key, english.get(`${key}.label`)]).toEqual([key, operation.label]);
      expect(operationLabel(operation)).toBe(operation.label);
      for (const [name, parameter] of Object.entries(operation.parameters)) {
        const said = { label: english.get(`${key}.parameters.${name}.label`), help: english.get(`${key}.parameters.${name}.help`) };
        expect([name, said]).toEqual([name, { label: parameter.label, help: parameter.help }]);
        expect(parameterWords(operation, name, parameter)).toEqual(said);
      }
    }
  });

  it('hold the descriptions of the models that come with Imago', () => {
    for (const { id, description } of Object.values(manifests)) expect([id, english.get(`models.${id}`)]).toEqual([id, description]);
  });
});
