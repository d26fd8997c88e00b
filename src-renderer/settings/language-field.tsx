/** @file The choice of a language: each under its own name. Renderer. */
import { useId } from 'react';
import { useTranslation } from 'react-i18next';
import { languageChoiceSchema, languageNames, languages } from '../../src-shared/language.ts';
import { changeSettings } from '../actions/settings.ts';
import { useApplication } from '../stores/application.ts';

export function LanguageField() {
  const { t } = useTranslation();
  const chosen = useApplication((state) => state.settings.language);
  const id = useId();
  return (
    <div className="row-field">
      <label htmlFor={id}>{t('settings.language')}</label>
      <select
        id={id}
        value={chosen}
        onChange={(event) => void changeSettings({ language: languageChoiceSchema.parse(event.target.value) })}
      >
        <option value="system">{t('settings.systemLanguage')}</option>
        {languages.map((language) => (
          <option key={language} value={language} lang={language}>
            {languageNames[language]}
          </option>
        ))}
      </select>
    </div>
  );
}
