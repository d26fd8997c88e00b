/** @file Settings: looks, and the device that computes. Renderer. */
import { changeSettings } from '../actions/settings.ts';
import { useApplication } from '../stores/application.ts';
import { useView } from '../stores/view.ts';
import { strings } from '../strings.ts';
import { DialogFrame } from '../ui/dialog-frame.tsx';
import { Segmented } from '../ui/segmented.tsx';
import { DeviceField } from './device-field.tsx';

const options = <V extends string>(labels: Readonly<Record<V, string>>) =>
  (Object.entries(labels) as [V, string][]).map(([value, label]) => ({ value, label }));

export function SettingsDialog() {
  const open = useView((state) => state.dialog === 'settings');
  const setDialog = useView((state) => state.setDialog);
  const { settings, version } = useApplication();
  return (
    <DialogFrame
      open={open}
      title={strings.settings.title}
      onClose={() => {
        setDialog(null);
      }}
    >
      <Segmented label={strings.settings.theme} value={settings.theme} options={options(strings.settings.themes)} onChange={(theme) => void changeSettings({ theme })} />
      <Segmented
        label={strings.settings.surround}
        value={settings.surround}
        options={options(strings.settings.surrounds)}
        onChange={(surround) => void changeSettings({ surround })}
      />
      <DeviceField />
      <p className="quiet version">{strings.settings.version(version)}</p>
    </DialogFrame>
  );
}
