/** @file Starts the real application for a test, with its own user-data folder, and ends it whatever its state. */
import { type ElectronApplication, _electron, test as base, expect } from '@playwright/test';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { electronRuntime } from '../../scripts/electron-runtime.ts';
import { Editor } from './editor.ts';

export type Launch = (files?: readonly string[]) => Promise<Editor>;

type Fixtures = {
  /** A folder of the test's own, removed afterwards. */
  readonly folder: string;
  readonly userData: string;
  readonly launch: Launch;
  /** The application, started without files. */
  readonly editor: Editor;
};

/** The command line that starts this checkout's application. */
export async function startCommand(userData: string, files: readonly string[]): Promise<{ executable: string; args: string[] }> {
  const { executable } = await electronRuntime();
  // Chromium refuses its sandbox to root, and there is no GPU to count on.
  const flags = [...(process.getuid?.() === 0 ? ['--no-sandbox'] : []), '--disable-gpu', `--user-data-dir=${userData}`];
  return { executable, args: [resolve('.'), ...flags, ...files] };
}

/** What the busiest machine may take. */
const startMs = 180_000;

/** What the devices can do is found out once for all tests. */
const sharedHome = resolve('test-results/home');

export const test = base.extend<Fixtures>({
  folder: async ({}, use) => {
    const folder = await mkdtemp(join(tmpdir(), 'imago-e2e-'));
    await use(folder);
    // What was killed in the test may not have come to its end yet.
    await rm(folder, { recursive: true, force: true, maxRetries: 20 });
  },
  userData: async ({ folder }, use) => {
    await use(join(folder, 'user-data'));
  },
  launch: async ({ userData }, use, testInfo) => {
    const started: ElectronApplication[] = [];
    const output: string[] = [];
    await use(async (files = []) => {
      const { executable, args } = await startCommand(userData, files);
      const application = await _electron.launch({
        executablePath: executable,
        args,
        colorScheme: null,
        timeout: startMs,
        env: { ...definedEnvironment(), IMAGO_HOME: sharedHome, IMAGO_OWN_MODELS: `${userData}-models` },
      });
      started.push(application);
      for (const stream of [application.process().stdout, application.process().stderr]) stream?.on('data', (text: Buffer) => output.push(text.toString()));
      const page = await application.firstWindow({ timeout: startMs });
      page.on('console', (message) => output.push(`[window] ${message.text()}\n`));
      page.on('pageerror', (error) => output.push(`[window] ${error.stack ?? error.message}\n`));
      // Else half a minute, whatever the configuration says.
      page.setDefaultTimeout(startMs);
      await page.locator('.window').waitFor();
      // Words of another font are of another width, and move what stands beside them.
      await page.evaluate(() => document.fonts.ready.then(() => undefined));
      return new Editor(application, page);
    });
    for (const application of started) await discardAndClose(application);
    if (testInfo.status !== testInfo.expectedStatus) await testInfo.attach('output', { body: output.join(''), contentType: 'text/plain' });
  },
  editor: async ({ launch }, use) => {
    await use(await launch());
  },
});
export { expect };

/** Unsaved results would bring up a question that nobody answers. */
async function discardAndClose(application: ElectronApplication): Promise<void> {
  await application
    .evaluate(({ dialog }) => {
      dialog.showMessageBox = () => Promise.resolve({ response: 0, checkboxChecked: false });
    })
    .catch(() => undefined);
  await application.close().catch(() => undefined);
}

export const definedEnvironment = (): Record<string, string> =>
  Object.fromEntries(Object.entries(process.env).filter((entry): entry is [string, string] => entry[1] !== undefined));
