/** @file How painting a mask, and moving a picture under a full one, keep the window's main thread. */
import { basename } from 'node:path';
import { writePhotograph } from '../bench/pictures.ts';
import { round } from '../bench/statistics.ts';
import { type Setting, firstSharpFrame, rendererMegabytes, withApplication } from './application.ts';
import { panAbout, zoomInAndOut } from './measure.ts';
import { type TaskTimes, traceScripts } from './trace.ts';

export type MaskRow = { megapixels: number; what: 'paint' | 'pan' | 'zoom'; rendererMegabytes: number } & TaskTimes;

/** Strokes with the largest brush that fits the view, then moves over the mask, inverted so that it covers nearly all. */
export async function measureMasks(setting: Setting): Promise<MaskRow[]> {
  const megapixels = setting.quick ? 2 : 24;
  const path = await writePhotograph(setting.folder, megapixels);
  return withApplication(setting, [path], async ({ editor, page, application }) => {
    await firstSharpFrame(page, basename(path));
    await page.getByRole('checkbox', { name: 'Preview what is in sight' }).uncheck();
    await page.keyboard.press('b');
    await page.getByRole('spinbutton', { name: 'Size' }).fill(String(setting.quick ? 300 : 1000));
    const { x, y, width, height } = (await editor.canvas().boundingBox())!;
    const rows: MaskRow[] = [];
    const trace = async (what: MaskRow['what'], act: () => Promise<void>) => {
      const times = await traceScripts(application, act);
      rows.push({ megapixels, what, rendererMegabytes: round(await rendererMegabytes(application), 0), ...times });
    };
    await trace('paint', async () => {
      for (const down of [0.25, 0.5, 0.75]) {
        await page.mouse.move(x + width * 0.2, y + height * down);
        await page.mouse.down();
        await page.mouse.move(x + width * 0.8, y + height * (down - 0.1), { steps: 80 });
        await page.mouse.up();
      }
    });
    await page.keyboard.press('Control+i');
    await trace('zoom', () => zoomInAndOut({ page }, { x, y, width, height }));
    await page.keyboard.down('Space');
    await trace('pan', () => panAbout({ page }, { x, y, width, height }));
    await page.keyboard.up('Space');
    return rows;
  });
}
