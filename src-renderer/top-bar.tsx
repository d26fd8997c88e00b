/** @file The bar at the top: the name, the queue, help and settings. Renderer. */
import { Keyboard, Settings2 } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { JobQueue } from './queue/job-queue.tsx';
import { useView } from './stores/view.ts';
import { IconButton } from './ui/button.tsx';
import { modifier } from './ui/keys.ts';

export function TopBar() {
  const { t } = useTranslation();
  const setDialog = useView((state) => state.setDialog);
  return (
    <header className="top-bar">
      <h1 className="brand">{t('application')}</h1>
      <span className="top-bar-space" />
      <JobQueue />
      <IconButton
        label={t('shortcuts.title')}
        keys="?"
        onClick={() => {
          setDialog('shortcuts');
        }}
      >
        <Keyboard size={16} />
      </IconButton>
      <IconButton
        label={t('settings.title')}
        keys={`${modifier},`}
        onClick={() => {
          setDialog('settings');
        }}
      >
        <Settings2 size={16} />
      </IconButton>
    </header>
  );
}
