/** @file Waits until what a window was told is drawn and nothing in it changes its looks any more. */
import type { Page } from '@playwright/test';

export const atRest = (page: Page): Promise<void> =>
  page.evaluate(async () => {
    // A transition begins with the frame after its cause.
    await new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)));
    await Promise.allSettled(document.getAnimations().filter((it) => it instanceof CSSTransition).map((it) => it.finished));
  });
