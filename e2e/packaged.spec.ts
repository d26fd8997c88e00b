/** @file The application as users get it: packed, with its own Node, its models and its native modules. */
import { _electron } from '@playwright/test';
import { spawnSync } from 'node:child_process';
import { resolve } from 'node:path';
import { definedEnvironment, expect, test } from './support/application.ts';
import { Editor } from './support/editor.ts';

const executables: Partial<Record<NodeJS.Platform, string>> = {
  linux: 'release/linux-unpacked/imago',
  win32: 'release/win-unpacked/Imago.exe',
  darwin: 'release/mac/Imago.app/Contents/MacOS/Imago',
};

test('the packed application opens a picture and upscales it', async ({ folder, userData }) => {
  const packed = spawnSync('npx', ['tsx', 'scripts/package.ts', '--dir'], { encoding: 'utf8', shell: process.platform === 'win32' });
  expect(packed.status, packed.stderr).toBe(0);

  const flags = [...(process.getuid?.() === 0 ? ['--no-sandbox'] : []), '--disable-gpu', `--user-data-dir=${userData}`];
  const application = await _electron.launch({
    executablePath: resolve(executables[process.platform] ?? ''),
    args: [...flags, resolve('assets/samples/coffee.jpg')],
    // Away from the checkout and with no other Node in sight, so that what is packed must suffice.
    cwd: folder,
    env: { ...definedEnvironment(), IMAGO_HOME: folder, PATH: '', npm_node_execpath: '' },
  });
  try {
    const editor = new Editor(application, await application.firstWindow());
    await expect(editor.picture('coffee.jpg')).toBeVisible();
    await editor.choose('Quick');
    await editor.runButton().click();
    await expect(editor.done()).toBeVisible();
    await expect(editor.split()).toBeVisible();
    await editor.answerMessageBoxes(0);
  } finally {
    await application.close();
  }
});
