/** @file Keeps the machine from sleeping while there is work. Main process. */
import { powerSaveBlocker } from 'electron';

/** Screens may go dark, the machine does not sleep. */
export function createKeepAwake(): (awake: boolean) => void {
  let blocker: number | null = null;
  return (awake) => {
    if (awake && blocker === null) blocker = powerSaveBlocker.start('prevent-app-suspension');
    if (!awake && blocker !== null) {
      powerSaveBlocker.stop(blocker);
      blocker = null;
    }
  };
}
