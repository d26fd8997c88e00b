import { join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { batchDefinitionSchema } from '../../src-shared/batch.ts';
import { temporaryFolder } from '../testing/temporary-folder.ts';
import { type Journal, openJournal } from './journal.ts';

const definition = batchDefinitionSchema.parse({
  recipe: { version: 1, name: 'Twice', steps: [{ operation: 'upscale', parameters: {} }] },
  inputs: { paths: ['/in'] },
  output: { folder: '/out', name: '{name}' },
});
const inputs = (...names: string[]) => names.map((name) => ({ input: `/in/${name}`, subfolder: '' }));

async function opened(folder: string): Promise<Journal> {
  const journal = await openJournal(folder);
  if (!journal.ok) throw new Error(journal.error.message);
  onTestFinished(() => journal.value.close());
  return journal.value;
}

describe('the journal', () => {
  it('tells after a restart what every item had come to', async () => {
    const folder = join(await temporaryFolder(), 'journal');
    const first = await opened(folder);
    await first.create('b', definition, 5);
    expect(await first.addInputs('b', inputs('a.png', 'b.png', 'c.png'))).toBe(3);
    expect(await first.addInputs('b', inputs('c.png', 'd.png', 'd.png'))).toBe(1);
    await first.setItem('b', 1, { kind: 'running', output: '/out/b.png', fresh: true });
    await first.setItem('b', 2, { kind: 'skipped', output: '/out/c.png' });
    await first.change('b', { state: { kind: 'running' }, elapsedMs: 12 });
    await first.close();

    const again = await opened(folder);
    expect(await again.batches()).toMatchObject([{ id: 'b', definition, state: { kind: 'running' }, elapsedMs: 12, createdAt: 5, total: 4, counts: { waiting: 2, running: 1, skipped: 1, done: 0 } }]);
    expect((await again.items('b', { count: 10 })).map(({ index, input, state }) => [index, input, state.kind])).toEqual([
      [0, '/in/a.png', 'waiting'],
      [1, '/in/b.png', 'running'],
      [2, '/in/c.png', 'skipped'],
      [3, '/in/d.png', 'waiting'],
    ]);
    expect(await again.item('b', 1)).toMatchObject({ output: '/out/b.png', state: { kind: 'running', output: '/out/b.png', fresh: true } });
    expect(await again.hasInput('b', '/in/d.png')).toBe(true);
    expect(await again.hasInput('b', '/in/e.png')).toBe(false);
  });

  it('gives ranges of all items or of one kind', async () => {
    const journal = await opened(await temporaryFolder());
    await journal.create('b', definition, 0);
    await journal.create('ba', definition, 0);
    await journal.addInputs('b', inputs(...Array.from({ length: 12 }, (_, index) => `${index}.png`)));
    await journal.addInputs('ba', inputs('other.png'));
    for (const index of [2, 5, 9]) await journal.setItem('b', index, { kind: 'cancelled' });
    const indexes = async (range: Parameters<Journal['items']>[1]) => (await journal.items('b', range)).map(({ index }) => index);
    expect(await indexes({ skip: 9, count: 5 })).toEqual([9, 10, 11]);
    expect(await indexes({ kind: 'cancelled', skip: 1, count: 5 })).toEqual([5, 9]);
    expect(await indexes({ kind: 'waiting', from: 4, count: 3 })).toEqual([4, 6, 7]);
  });

  it('gives a name to one item of a batch, whatever its case, and frees it with the next', async () => {
    const journal = await opened(await temporaryFolder());
    await journal.create('b', definition, 0);
    await journal.addInputs('b', inputs('a.png', 'A.png'));
    const run = async (index: number, output: string) => {
      await journal.setItem('b', index, { kind: 'running', output, fresh: true });
    };
    await run(0, '/out/a.png');
    expect(await journal.isClaimed('b', '/out/A.png')).toBe(true);
    await expect(run(1, '/out/A.png')).rejects.toThrow('expected a free name for item 1');
    expect(await journal.item('b', 1)).toMatchObject({ state: { kind: 'waiting' } });
    await journal.setItem('b', 0, { kind: 'waiting' });
    expect(await journal.item('b', 0)).toMatchObject({ output: '/out/a.png' });
    await run(0, '/out/a2.png');
    await run(1, '/out/A.png');
    expect(await journal.item('b', 1)).toMatchObject({ output: '/out/A.png', state: { kind: 'running' } });
  });

  it('forgets a batch with all that belongs to it', async () => {
    const journal = await opened(await temporaryFolder());
    await journal.create('b', definition, 0);
    await journal.addInputs('b', inputs('a.png'));
    await journal.remove('b');
    expect(await journal.batches()).toEqual([]);
    expect(await journal.item('b', 0)).toBeUndefined();
  });

  it('belongs to one Imago at a time', async () => {
    const folder = await temporaryFolder();
    await opened(folder);
    expect(await openJournal(folder)).toMatchObject({ ok: false, error: { message: 'Another Imago works on this batch.' } });
  });
});
