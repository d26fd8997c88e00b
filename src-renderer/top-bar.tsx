/** @file The bar at the top: the name, the screens, the queue, help and settings. Renderer. */
import { Keyboard, Settings2 } from 'lucide-react';
import { memo } from 'react';
import { useTranslation } from 'react-i18next';
import { BatchStatus } from './batch/batch-status.tsx';
import { JobQueue } from './queue/job-queue.tsx';
import { screenNames } from './screens.tsx';
import { useShortcut } from './shortcuts/words.ts';
import { useView } from './stores/view.ts';
import { IconButton } from './ui/button.tsx';

export const TopBar = memo(function TopBar() {
  const { t } = useTranslation();
  const setDialog = useView((state) => state.setDialog);
  return (
    <header className="top-bar">
      <h1 className="brand">{t('application')}</h1>
      {screenNames.length > 1 && <ScreenTabs />}
      <span className="top-bar-space" />
      <BatchStatus />
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
});

function ScreenTabs() {
  const { t } = useTranslation();
  const screen = useView((state) => state.screen);
  const setScreen = useView((state) => state.setScreen);
  return (
    <nav className="screen-tabs" aria-label={t('screens.label')}>
      {screenNames.map((name) => (
        <button
          key={name}
          type="button"
          className="screen-tab"
          aria-current={name === screen ? 'page' : undefined}
          onClick={() => {
            setScreen(name);
          }}
        >
          {t(`screens.${name}`)}
        </button>
      ))}
    </nav>
  );
}
