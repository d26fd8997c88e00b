/** @file The window: top bar, stage, panel, filmstrip, and what lies over them. Renderer. */
import { Tooltip } from 'radix-ui';
import { type CSSProperties, Suspense, useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { bindDrops } from './actions/drops.ts';
import { bindKeys } from './actions/keys.ts';
import { BoardDialog } from './board/board-dialog.tsx';
import { Stage } from './canvas/stage.tsx';
import { Filmstrip } from './filmstrip/filmstrip.tsx';
import { CommandPalette } from './palette/command-palette.tsx';
import { SidePanel } from './panels/side-panel.tsx';
import { screens } from './screens.tsx';
import { SettingsDialog } from './settings/settings-dialog.tsx';
import { ShortcutsDialog } from './settings/shortcuts-dialog.tsx';
import { useApplication } from './stores/application.ts';
import { usePictures } from './stores/pictures.ts';
import { useView } from './stores/view.ts';
import { TopBar } from './top-bar.tsx';
import { Notices } from './ui/notices.tsx';

export function App() {
  const { t } = useTranslation();
  const panelWidth = useApplication((state) => state.settings.panelWidth);
  const panels = useApplication((state) => state.settings.panels);
  const withPanels = usePictures((state) => state.pictures.length > 0) && panels;
  const screen = useView((state) => state.screen);
  const Other = screens[screen];
  const [dropping, setDropping] = useState(false);
  useEffect(bindKeys, []);
  useEffect(() => bindDrops(setDropping), []);
  return (
    <Tooltip.Provider delayDuration={500}>
      <div className="window">
        <TopBar />
        <div className="editor" hidden={Other !== undefined} style={{ '--panel-width': `${panelWidth / 16}rem` } as CSSProperties}>
          <Stage besidePanel={withPanels} />
          {withPanels && <SidePanel />}
          {withPanels && <Filmstrip />}
        </div>
        {Other && (
          <main className="screen">
            <Suspense fallback={null}>
              <Other />
            </Suspense>
          </main>
        )}
      </div>
      {dropping && !Other && <div className="drop-overlay">{t('drop')}</div>}
      <BoardDialog />
      <SettingsDialog />
      <ShortcutsDialog />
      <CommandPalette />
      <Notices />
      <Announcer />
    </Tooltip.Provider>
  );
}

const Announcer = () => (
  <div className="for-screen-readers" role="status" aria-live="polite">
    {useView((state) => state.announcement)}
  </div>
);
