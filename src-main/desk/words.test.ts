import { afterEach, expect, it } from 'vitest';
import { languages } from '../../src-shared/language.ts';
import { speak, t } from './words.ts';

afterEach(() => {
  speak('en');
});

it('speaks the language that was chosen at once', () => {
  speak('de');
  expect(t('open')).toBe('Bilder öffnen');
  speak('ja');
  expect(t('settingsBroken', { file: 'a.json' })).toContain('a.json');
});

it.each(languages)('has every word of English in %s, with its plural forms', async (language) => {
  const catalogue = async (of: string) => (await import(`./locales/${of}.json`) as { default: Record<string, string> }).default;
  const { pluralCategories } = new Intl.PluralRules(language).resolvedOptions();
  const forms = Object.keys(await catalogue('en')).flatMap((key) => (/_(one|other)$/.test(key) ? pluralCategories.map((form) => key.replace(/_.*/, `_${form}`)) : [key]));
  expect(Object.keys(await catalogue(language)).sort()).toEqual([...new Set(forms)].sort());
});
