/** @file Responsiveness of the real application during a job, for `npm run bench`. */
import { _electron } from '@playwright/test';
import { join } from 'node:path';
import { startCommand } from '../../e2e/support/application.ts';
import { Editor } from '../../e2e/support/editor.ts';
import type { Setting } from './measure.ts';
import { writePhotograph } from './pictures.ts';
import { median, round } from './statistics.ts';

export type BlockedRow = { readonly process: 'main' | 'renderer'; readonly longestMs: number };

/** Longest time for which a process of the application did not come back to its event loop while a job ran: the median of as many fresh starts. */
export async function measureApplication({ folder, megapixels, repetitions }: Setting): Promise<BlockedRow[]> {
  const input = await writePhotograph(folder, megapixels);
  const longest: { readonly main: number; readonly renderer: number }[] = [];
  for (let repetition = 0; repetition < repetitions; repetition += 1) longest.push(await longestOfJob(input, join(folder, `user-data-${repetition}`)));
  return (['main', 'renderer'] as const).map((process) => ({ process, longestMs: round(median(longest.map((it) => it[process])), 1) }));
}

async function longestOfJob(input: string, userData: string) {
  const { executable, args } = await startCommand(userData, [input]);
  const application = await _electron.launch({ executablePath: executable, args, timeout: 120_000 });
  try {
    const editor = new Editor(application, await application.firstWindow({ timeout: 120_000 }));
    // A busy machine shall give late figures rather than none.
    editor.page.setDefaultTimeout(600_000);
    await editor.choose('Quick');
    await editor.runButton().waitFor();
    await application.evaluate(watchEventLoop);
    await editor.page.evaluate(watchEventLoop);
    await editor.runButton().click();
    await editor.done().waitFor();
    const main = await application.evaluate(longestGap);
    const renderer = await editor.page.evaluate(longestGap);
    await editor.answerMessageBoxes(0);
    return { main, renderer };
  } finally {
    await application.close();
  }
}

/** Runs in the process that is watched: a timer that comes late tells how long the event loop was held. */
export function watchEventLoop(): NodeJS.Timeout {
  const watched = globalThis as { longestGap?: number };
  watched.longestGap = 0;
  let last = performance.now();
  return setInterval(() => {
    const now = performance.now();
    watched.longestGap = Math.max(watched.longestGap ?? 0, now - last - 5);
    last = now;
  }, 5);
}

export const longestGap = (): number => (globalThis as { longestGap?: number }).longestGap ?? Number.NaN;
