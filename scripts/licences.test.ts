import { readFile } from 'node:fs/promises';
import { expect, it } from 'vitest';
import { licences } from '../src-renderer/settings/licences.ts';

type Package = { readonly license?: string; readonly dependencies?: Record<string, string> };
const packageFile = async (path: string): Promise<Package | null> => JSON.parse(await readFile(path, 'utf8').catch(() => 'null')) as Package | null;

it('tells the licence that each package states', async () => {
  for (const [name, licence] of licences) {
    const file = await packageFile(name === 'imago' ? 'package.json' : `node_modules/${name}/package.json`);
    // libvips comes as a package for each platform: only this machine's is here.
    if (file) expect([name, file.license]).toEqual([name, licence]);
  }
});

it('names every package that is shipped as it is', async () => {
  const names = licences.map(([name]) => name);
  for (const name of Object.keys((await packageFile('package.json'))?.dependencies ?? {})) expect(names).toContain(name);
});
