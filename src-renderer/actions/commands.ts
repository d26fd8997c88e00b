/** @file What the menu and the keys can ask for, by name. Renderer. */
import type { MenuCommand } from '../../src-shared/ipc.ts';
import { currentSurface } from '../canvas/current-surface.ts';
import { useView } from '../stores/view.ts';
import { cancelSelectedJob, runCurrentOperation } from './jobs.ts';
import { openDialog } from './pictures.ts';
import { saveSelectedResult } from './save.ts';

export const commands: Record<MenuCommand, () => void> = {
  open: () => void openDialog(),
  'save-as': () => void saveSelectedResult(),
  run: () => void runCurrentOperation(),
  cancel: cancelSelectedJob,
  fit: () => currentSurface()?.fit(),
  'actual-size': () => currentSurface()?.zoomTo(1),
  'zoom-in': () => currentSurface()?.zoomIn(),
  'zoom-out': () => currentSurface()?.zoomOut(),
  settings: () => {
    useView.getState().setDialog('settings');
  },
  shortcuts: () => {
    useView.getState().setDialog('shortcuts');
  },
};
