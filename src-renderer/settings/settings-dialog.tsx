/** @file Settings: looks, and the device that computes. Renderer. */
import { useTranslation } from 'react-i18next';
import { surrounds, themes } from '../../src-shared/settings.ts';
import { changeSettings } from '../actions/settings.ts';
import { useApplication } from '../stores/application.ts';
import { useView } from '../stores/view.ts';
import { DialogFrame } from '../ui/dialog-frame.tsx';
import { Segmented } from '../ui/segmented.tsx';
import { DeviceField } from './device-field.tsx';
import { LanguageField } from './language-field.tsx';

export function SettingsDialog() {
  const { t } = useTranslation();
  const open = useView((state) => state.dialog === 'settings');
  const setDialog = useView((state) => state.setDialog);
  const { settings, version } = useApplication();
  return (
    <DialogFrame
      open={open}
      title={t('settings.title')}
      onClose={() => {
        setDialog(null);
      }}
    >
      <Segmented label={t('settings.theme')} value={settings.theme} options={themes.map((value) => ({ value, label: t(`settings.themes.${value}`) }))} onChange={(theme) => void changeSettings({ theme })} />
      <Segmented
        label={t('settings.surround')}
        value={settings.surround}
        options={surrounds.map((value) => ({ value, label: t(`settings.surrounds.${value}`) }))}
        onChange={(surround) => void changeSettings({ surround })}
      />
      <LanguageField />
      <DeviceField />
      <p className="quiet version">{t('settings.version', { version })}</p>
    </DialogFrame>
  );
}
