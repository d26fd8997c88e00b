/** @file The bar at the top: the name, the queue, help and settings. Renderer. */
import { Keyboard, Settings2 } from 'lucide-react';
import { JobQueue } from './queue/job-queue.tsx';
import { useView } from './stores/view.ts';
import { strings } from './strings.ts';
import { IconButton } from './ui/button.tsx';
import { modifier } from './ui/keys.ts';

export function TopBar() {
  const setDialog = useView((state) => state.setDialog);
  return (
    <header className="top-bar">
      <h1 className="brand">{strings.application}</h1>
      <span className="top-bar-space" />
      <JobQueue />
      <IconButton
        label={strings.shortcuts.open}
        keys="?"
        onClick={() => {
          setDialog('shortcuts');
        }}
      >
        <Keyboard size={16} />
      </IconButton>
      <IconButton
        label={strings.settings.open}
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
