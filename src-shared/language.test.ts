import { describe, expect, it } from 'vitest';
import { chosenLanguage } from './language.ts';

describe('chosenLanguage', () => {
  it.each([
    ['de', ['fr-FR'], 'de'],
    ['system', ['fr-CA', 'de'], 'fr'],
    ['system', ['pt-BR', 'es-419'], 'es'],
    ['system', ['zh-Hans-CN'], 'zh'],
    ['system', ['pt-BR'], 'en'],
    ['system', [], 'en'],
  ] as const)('%s of %j is %s', (choice, preferred, expected) => {
    expect(chosenLanguage(choice, preferred)).toBe(expected);
  });
});
