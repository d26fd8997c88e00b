/** @file How soon the canvas shows another strength of a translation whose preview is there. */
import { basename } from 'node:path';
import { writePhotograph } from '../bench/pictures.ts';
import { median, round } from '../bench/statistics.ts';
import { type Running, type Setting, firstSharpFrame, withApplication } from './application.ts';

export type StrengthRow = { megapixels: number; changes: number; medianMs: number; longestMs: number };

/** From the field's own event to the first frame in which a pixel has another colour. */
export async function measureStrength(setting: Setting): Promise<StrengthRow> {
  const megapixels = setting.quick ? 2 : 24;
  const path = await writePhotograph(setting.folder, megapixels);
  return withApplication(setting, [path], async (running) => {
    const { page } = running;
    await firstSharpFrame(page, basename(path));
    const automatic = page.getByRole('checkbox', { name: 'Preview what is in sight' });
    await automatic.uncheck();
    await page.getByRole('button', { name: 'Add step' }).click();
    await page.getByRole('menuitem', { name: 'Translate' }).click();
    const other = page.locator('.step-name').filter({ hasText: 'Upscale' });
    await other.click();
    await other.press('Delete');
    await automatic.check();
    await previewed(running);
    const took: number[] = [];
    for (let change = 0; change < (setting.quick ? 4 : 20); change += 1) {
      const shown = watchCanvas(running);
      // Each far from the one before, so that every pixel changes.
      await page.getByRole('spinbutton', { name: 'Strength' }).fill(String(change % 2 === 0 ? 30 + change : 100 - change));
      took.push(await shown);
    }
    return { megapixels, changes: took.length, medianMs: round(median(took), 0), longestMs: round(Math.max(...took), 0) };
  });
}

/** Waits until what is in sight is translated. */
async function previewed({ page }: Running): Promise<void> {
  const running = page.getByTestId('preview-status').filter({ hasText: /\d/ });
  await running.waitFor({ timeout: 60_000 });
  await running.waitFor({ state: 'hidden', timeout: 600_000 });
}

/** Functions with names would not survive the way into the page. */
function watchCanvas({ page }: Running): Promise<number> {
  return page.evaluate(async () => {
    const canvas = document.querySelector<HTMLCanvasElement>('canvas[role=application]')!;
    const context = canvas.getContext('2d')!;
    const place = [canvas.width * 0.62, canvas.height * 0.4, 1, 1] as const;
    const before = context.getImageData(...place).data.join(' ');
    let changedAt: number | undefined;
    addEventListener('input', () => (changedAt = performance.now()), { capture: true, once: true });
    for (;;) {
      await new Promise(requestAnimationFrame);
      if (changedAt !== undefined && context.getImageData(...place).data.join(' ') !== before) return performance.now() - changedAt;
    }
  });
}
