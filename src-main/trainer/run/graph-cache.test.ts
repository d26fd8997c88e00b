import { copyFile, readdir, readFile, stat, truncate, utimes, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { temporaryFolder } from '../../testing/temporary-folder.ts';
import { openGraphCache } from './graph-cache.ts';

async function place() {
  const folder = await temporaryFolder();
  const program = join(folder, 'trainer.mjs');
  await writeFile(program, 'one program');
  return { program, graphs: join(folder, 'cache', 'graphs') };
}
type Place = Awaited<ReturnType<typeof place>>;

/** Asks a newly opened cache, as another run does; says what came back and whether it was traced. */
async function ask({ program, graphs }: Place, configuration: unknown, model = Uint8Array.of(1, 2, 3)) {
  let traces = 0;
  const cache = await openGraphCache(program, graphs);
  const got = await cache.modelFor(configuration, () => {
    traces += 1;
    return model;
  });
  return { model: [...got], traced: traces === 1 };
}
const entries = async ({ graphs }: Place) => (await readdir(graphs)).map((name) => join(graphs, name));

describe('the cache of graphs', () => {
  it('traces a configuration once', async () => {
    const at = await place();
    expect(await ask(at, { size: 8 })).toEqual({ model: [1, 2, 3], traced: true });
    expect(await ask(at, { size: 8 }, Uint8Array.of(9))).toEqual({ model: [1, 2, 3], traced: false });
    expect(await ask(at, { size: 16 }, Uint8Array.of(4))).toEqual({ model: [4], traced: true });
    expect(await entries(at)).toHaveLength(2);
  });

  it('traces anew for another program', async () => {
    const at = await place();
    await ask(at, 1);
    await writeFile(at.program, 'another program');
    expect(await ask(at, 1, Uint8Array.of(5))).toEqual({ model: [5], traced: true });
  });

  it.each([
    ['cut off', (path: string) => truncate(path, 34)],
    ['empty', (path: string) => truncate(path, 0)],
    ['changed in one bit', async (path: string) => {
      const bytes = await readFile(path);
      bytes[33]! ^= 1;
      await writeFile(path, bytes);
    }],
  ])('replaces an entry that is %s', async (_what, damage) => {
    const at = await place();
    await ask(at, 1);
    await damage((await entries(at))[0]!);
    expect(await ask(at, 1)).toEqual({ model: [1, 2, 3], traced: true });
    expect(await ask(at, 1)).toEqual({ model: [1, 2, 3], traced: false });
  });

  it('does not take the entry of another configuration under its name', async () => {
    const at = await place();
    await ask(at, 1);
    const [first] = await entries(at);
    await ask(at, 2, Uint8Array.of(7));
    const second = (await entries(at)).find((path) => path !== first)!;
    await copyFile(first!, second);
    expect(await ask(at, 2, Uint8Array.of(7))).toEqual({ model: [7], traced: true });
  });

  it('keeps those that were used last', async () => {
    const at = await place();
    await ask(at, 'often used');
    for (let index = 0; index < 30; index++) {
      for (const path of await entries(at)) {
        const anHourAgo = new Date((await stat(path)).mtimeMs - 3_600_000);
        await utimes(path, anHourAgo, anHourAgo);
      }
      await ask(at, 'often used');
      await ask(at, index);
    }
    expect((await entries(at)).length).toBe(24);
    expect((await ask(at, 'often used')).traced).toBe(false);
    expect((await ask(at, 0)).traced).toBe(true);
  });

  it('does without where it cannot write', async () => {
    const { program } = await place();
    expect(await ask({ program, graphs: join(program, 'no folder') }, 1)).toEqual({ model: [1, 2, 3], traced: true });
  });
});
