/** @file Lets a training wait between two steps while somebody else needs the device; trainer process. */

export type Turnstile = {
  hold(): void;
  goOn(): void;
  /** Resolves when nobody holds it, or at an abort; tells the seconds that this took. */
  pass(signal: AbortSignal): Promise<number>;
};

export function createTurnstile(): Turnstile {
  let held = false;
  let letThrough = (): void => undefined;
  return {
    hold() {
      held = true;
    },
    goOn() {
      held = false;
      letThrough();
    },
    async pass(signal) {
      if (!held || signal.aborted) return 0;
      const from = performance.now();
      await new Promise<void>((resolve) => {
        letThrough = resolve;
        signal.addEventListener('abort', () => { resolve(); }, { once: true });
      });
      return (performance.now() - from) / 1000;
    },
  };
}
