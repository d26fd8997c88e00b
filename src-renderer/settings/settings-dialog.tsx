/** @file Settings, in sections. Renderer. */
import { Cpu, HardDrive, Info, Keyboard, type LucideIcon, Palette, Save } from 'lucide-react';
import { Tabs } from 'radix-ui';
import type { ComponentType } from 'react';
import { useTranslation } from 'react-i18next';
import { useView } from '../stores/view.ts';
import { DialogFrame } from '../ui/dialog-frame.tsx';
import { AboutSection } from './about-section.tsx';
import { AppearanceSection } from './appearance-section.tsx';
import { CacheSection } from './cache-section.tsx';
import { DevicesSection } from './devices-section.tsx';
import { SavingSection } from './saving-section.tsx';
import { ShortcutsSection } from './shortcuts-section.tsx';

const sections = [
  { id: 'devices', icon: Cpu, Section: DevicesSection },
  { id: 'cache', icon: HardDrive, Section: CacheSection },
  { id: 'saving', icon: Save, Section: SavingSection },
  { id: 'appearance', icon: Palette, Section: AppearanceSection },
  { id: 'shortcuts', icon: Keyboard, Section: ShortcutsSection },
  { id: 'about', icon: Info, Section: AboutSection },
] as const satisfies readonly { readonly id: string; readonly icon: LucideIcon; readonly Section: ComponentType }[];

export function SettingsDialog() {
  const { t } = useTranslation();
  const open = useView((state) => state.dialog === 'settings');
  const setDialog = useView((state) => state.setDialog);
  return (
    <DialogFrame
      open={open}
      title={t('settings.title')}
      className="settings"
      onClose={() => {
        setDialog(null);
      }}
    >
      <Tabs.Root className="settings-tabs" defaultValue="appearance" orientation="vertical">
        <Tabs.List className="settings-nav" aria-label={t('settings.sections')}>
          {sections.map(({ id, icon: Icon }) => (
            <Tabs.Trigger key={id} value={id}>
              <Icon size={16} aria-hidden="true" />
              {t(`settings.section.${id}`)}
            </Tabs.Trigger>
          ))}
        </Tabs.List>
        {sections.map(({ id, Section }) => (
          <Tabs.Content key={id} value={id} className="settings-section">
            <Section />
          </Tabs.Content>
        ))}
      </Tabs.Root>
    </DialogFrame>
  );
}
