import { mkdir, symlink, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { scanFolder } from './scan-folder.ts';
import { temporaryFolder } from './test-pictures.ts';

describe('scanFolder', () => {
  it('finds pictures in subfolders, in one order, and follows no loops', async () => {
    const folder = await temporaryFolder();
    const at = (name: string) => join(folder, name);
    await mkdir(at('b'));
    await symlink(folder, at('b/loop'));
    for (const name of ['c.JPG', 'b/z.webp', 'a.png', 'notes.txt', '.hidden.png', 'Ä.tiff']) await writeFile(at(name), '');
    const scan = await scanFolder(folder);
    if (!scan.ok) throw new Error(scan.error.message);
    expect(scan.value.pictures).toEqual(['a.png', 'b/z.webp', 'c.JPG', 'Ä.tiff'].map(at));
    expect(scan.value.others).toEqual(['b/loop', 'notes.txt'].map(at));
  });

  it('refuses what is no folder', async () => {
    const folder = await temporaryFolder();
    await writeFile(join(folder, 'file'), '');
    expect(await scanFolder(join(folder, 'nothing'))).toMatchObject({ ok: false, error: { code: 'file-missing' } });
    expect(await scanFolder(join(folder, 'file'))).toMatchObject({ ok: false, error: { code: 'bad-request' } });
  });
});
