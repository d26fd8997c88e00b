/** @file The real application, started for one measurement with user data of its own. */
import { type ElectronApplication, type Page, _electron } from '@playwright/test';
import { mkdtemp, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { definedEnvironment, startCommand } from '../../e2e/support/application.ts';
import { Editor } from '../../e2e/support/editor.ts';

export type Setting = { readonly folder: string; readonly quick: boolean };
export type Running = { readonly editor: Editor; readonly page: Page; readonly application: ElectronApplication; readonly userData: string };

/** Ends the application whatever happens; `prepare` may put something into its user data first. */
export async function withApplication<T>({ folder }: Setting, files: readonly string[], use: (running: Running) => Promise<T>, prepare?: (userData: string) => Promise<void>): Promise<T> {
  const userData = await mkdtemp(join(folder, 'user-data-'));
  await prepare?.(userData);
  const { executable, args } = await startCommand(userData, files);
  const application = await _electron.launch({ executablePath: executable, args, env: definedEnvironment(), timeout: 120_000 });
  try {
    const page = await application.firstWindow({ timeout: 120_000 });
    // A busy machine shall give late figures rather than none.
    page.setDefaultTimeout(600_000);
    await page.locator('.window').waitFor();
    const editor = new Editor(application, page);
    await editor.answerMessageBoxes(0);
    return await use({ editor, page, application, userData });
  } finally {
    await application.close();
    await rm(userData, { recursive: true, force: true, maxRetries: 20 });
  }
}

/** Resident memory of the window's own process in megabytes, shared libraries included. */
export function rendererMegabytes(application: ElectronApplication): Promise<number> {
  return application.evaluate(({ app, BrowserWindow }) => {
    const pid = BrowserWindow.getAllWindows()[0]!.webContents.getOSProcessId();
    return (app.getAppMetrics().find((metric) => metric.pid === pid)?.memory.workingSetSize ?? Number.NaN) / 1024;
  });
}

/** Waits until the canvas has shown a picture with every tile in its full sharpness; milliseconds since the page began. */
export async function firstSharpFrame(page: Page, name: string): Promise<number> {
  await page.getByRole('application', { name: `Canvas: ${name}` }).waitFor({ timeout: 600_000 });
  const mark = await page.waitForFunction(() => performance.getEntriesByName('imago:sharp').at(-1)?.startTime, undefined, { timeout: 600_000 });
  return (await mark.jsonValue())!;
}
