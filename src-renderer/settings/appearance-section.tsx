/** @file How the window looks: theme, surround of the picture, language, size of text, motion. Renderer. */
import { useTranslation } from 'react-i18next';
import { motions, surrounds, textSizes, themes } from '../../src-shared/settings.ts';
import { changeSettings } from '../actions/settings.ts';
import { formatPercent } from '../format.ts';
import { useApplication } from '../stores/application.ts';
import { Segmented } from '../ui/segmented.tsx';
import { LanguageField } from './language-field.tsx';

export function AppearanceSection() {
  const { t } = useTranslation();
  const settings = useApplication((state) => state.settings);
  return (
    <>
      <Segmented
        label={t('settings.theme')}
        value={settings.theme}
        options={themes.map((value) => ({ value, label: t(`settings.themes.${value}`) }))}
        onChange={(theme) => void changeSettings({ theme })}
      />
      <Segmented
        label={t('settings.surround')}
        value={settings.surround}
        options={surrounds.map((value) => ({ value, label: t(`settings.surrounds.${value}`) }))}
        onChange={(surround) => void changeSettings({ surround })}
      />
      <LanguageField />
      <Segmented
        label={t('settings.textSize')}
        value={settings.textSize}
        options={textSizes.map((value) => ({ value, label: formatPercent(value / 100) }))}
        onChange={(textSize) => void changeSettings({ textSize })}
      />
      <Segmented
        label={t('settings.motion')}
        value={settings.motion}
        options={motions.map((value) => ({ value, label: t(`settings.motions.${value}`) }))}
        onChange={(motion) => void changeSettings({ motion })}
      />
    </>
  );
}
