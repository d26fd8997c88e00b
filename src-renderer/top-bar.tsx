/** @file The bar at the top: the name, the queue, help and settings. Renderer. */
import { Keyboard, Settings2 } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { JobQueue } from './queue/job-queue.tsx';
import { useShortcut } from './shortcuts/words.ts';
import { useView } from './stores/view.ts';
import { IconButton } from './ui/button.tsx';

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
        keys={useShortcut('shortcuts')}
        onClick={() => {
          setDialog('shortcuts');
        }}
      >
        <Keyboard size={16} />
      </IconButton>
      <IconButton
        label={t('settings.title')}
        keys={useShortcut('settings')}
        onClick={() => {
          setDialog('settings');
        }}
      >
        <Settings2 size={16} />
      </IconButton>
    </header>
  );
}
