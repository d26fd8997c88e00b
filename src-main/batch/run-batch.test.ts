import { createHash } from 'node:crypto';
import { mkdir, readdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { beforeEach, describe, expect, it, onTestFinished } from 'vitest';
import { batchDefinitionSchema, type BatchState } from '../../src-shared/batch.ts';
import { type Failure, failure } from '../../src-shared/failure.ts';
import { failWith, succeed } from '../../src-shared/result.ts';
import type { Engine } from '../desk/engine.ts';
import { temporaryFolder } from '../testing/temporary-folder.ts';
import type { Perform } from './item-work.ts';
import { type Journal, type JournalItem, openJournal } from './journal.ts';
import { type BatchRun, type BatchTools, runBatch } from './run-batch.ts';

let folder: string;
let journal: Journal;
beforeEach(async () => {
  folder = await temporaryFolder();
  const opened = await openJournal(join(folder, 'journal'));
  if (!opened.ok) throw new Error(opened.error.message);
  journal = opened.value;
  onTestFinished(() => journal.close());
});

/** "Pictures" are texts; the result is the text in capitals. */
const inspect = {
  call: async (_method: string, { path }: { path: string }) => {
    const text = await readFile(path, 'utf8').catch(() => null);
    if (text === null) return failWith(failure('file-missing', `There is no ${basename(path)}.`));
    return text === 'damaged' ? failWith(failure('not-an-image', 'No picture.')) : succeed({ format: 'png', width: text.startsWith('small') ? 3 : 3000, height: 2000, bytes: text.length });
  },
} as unknown as Engine;

const performed: string[] = [];
const perform: Perform = async ({ input, target }) => {
  const text = (await readFile(input as string, 'utf8')).toUpperCase();
  performed.push(basename(input as string));
  await writeFile(target!.path, text, { flag: target!.overwrite ? 'w' : 'wx' });
  const saved = { bytes: text.length, width: 6, height: 4, sha256: createHash('sha256').update(text).digest('hex') };
  return succeed({ warnings: [], details: { width: 6, height: 4, device: 'cpu', model: 'm', tile: 64, tiles: 1, durationMs: 5, networkMs: 4, notes: [] }, saved });
};

async function write(...names: string[]): Promise<void> {
  for (const name of names) {
    await mkdir(join(folder, 'in', name, '..'), { recursive: true });
    await writeFile(join(folder, 'in', name), name.startsWith('bad') ? 'damaged' : name);
  }
}

async function start({ id = 'b', output = {}, inputs = {}, series = false, ...tools }: { id?: string; output?: object; inputs?: object; series?: boolean } & Partial<BatchTools> = {}) {
  performed.length = 0;
  const definition = batchDefinitionSchema.parse({
    recipe: { version: 1, name: 'Twice', steps: [{ operation: 'upscale', parameters: {} }] },
    inputs: { paths: [join(folder, 'in')], ...inputs },
    output: { folder: join(folder, 'out'), name: '{name}', existing: 'rename', ...output },
    series,
  });
  const stored = (await journal.batches()).find((it) => it.id === id) ?? (await journal.create(id, definition, 0));
  const states: BatchState[] = [];
  const onState = (state: BatchState) => {
    states.push(state);
    tools.onState?.(state);
  };
  const run = runBatch(stored, { journal, inspect, perform, software: 'Imago', onItem: () => undefined, onProgress: () => undefined, lookAgainMs: 5, ...tools, onState });
  return { run, states };
}
const kinds = async (id = 'b') => (await journal.items(id, { count: 99 })).map(({ input, state }) => `${basename(input)} ${state.kind}`);
const results = async () => Object.fromEntries(await Promise.all((await readdir(join(folder, 'out'), { recursive: true, withFileTypes: true })).filter((it) => it.isFile()).map(async ({ name, parentPath }) => [join(parentPath, name).slice(folder.length + 5), await readFile(join(parentPath, name), 'utf8')])));

describe('a batch', () => {
  it('keeps the tree, goes on after what fails and counts everything', async () => {
    await write('a.png', 'bad.png', 'sub/c.png');
    const { run } = await start();
    expect(await run.ended).toEqual({ kind: 'done' });
    expect(await kinds()).toEqual(['a.png done', 'bad.png failed', 'c.png done']);
    expect(await results()).toEqual({ 'a.png': 'A.PNG', [join('sub', 'c.png')]: 'SUB/C.PNG' });
    expect(journal.record('b').counts).toMatchObject({ done: 2, failed: 1, waiting: 0, running: 0 });
    expect(await journal.item('b', 0)).toMatchObject({ state: { output: join(folder, 'out', 'a.png'), bytes: 5, made: { device: 'cpu', durationMs: 5 } } });
  });

  it('lets all pictures of a series go by its first', async () => {
    await write('a.png', 'b.png', 'sub/c.png');
    const series: unknown[] = [];
    const noting: Perform = (request, context) => {
      series.push(request.series);
      return perform(request, context);
    };
    await (await start({ series: true, perform: noting })).run.ended;
    expect(series).toEqual(Array(3).fill(join(folder, 'in', 'a.png')));
    series.length = 0;
    await (await start({ id: 'others', perform: noting })).run.ended;
    expect(series).toEqual([undefined, undefined, undefined]);
  });

  it('numbers results that would share a name, in the order of the items', async () => {
    await write('a.jpg', 'a.png', 'sub/a.png');
    const { run } = await start({ output: { name: 'x', format: 'png' } });
    await run.ended;
    expect(await results()).toEqual({ 'x.png': 'A.JPG', 'x (2).png': 'A.PNG', [join('sub', 'x.png')]: 'SUB/A.PNG' });
  });

  it('makes every result where many share a name, whatever it does with other files', async () => {
    await write('a.jpg', 'a.png', 'b.png');
    const { run } = await start({ lanes: 1, output: { name: 'x', format: 'png', existing: 'skip' } });
    await run.ended;
    expect(await results()).toEqual({ 'x.png': 'A.JPG', 'x (2).png': 'A.PNG', 'x (3).png': 'B.PNG' });
  });

  it.each([
    ['skip', { 'a.png': 'old', 'b.png': 'B.PNG' }],
    ['rename', { 'a.png': 'old', 'a (2).png': 'A.PNG', 'b.png': 'B.PNG' }],
    ['replace', { 'a.png': 'A.PNG', 'b.png': 'B.PNG' }],
  ])('does with a file that is there what is wanted: %s', async (existing, expected) => {
    await write('a.png', 'b.png');
    await mkdir(join(folder, 'out'));
    await writeFile(join(folder, 'out', 'a.png'), 'old');
    const { run } = await start({ output: { existing } });
    expect(await run.ended).toEqual({ kind: 'done' });
    expect(await results()).toEqual(expected);
  });

  it('asks once what to do with a file that is there', async () => {
    await write('a.png', 'b.png');
    await mkdir(join(folder, 'out'));
    for (const name of ['a.png', 'b.png']) await writeFile(join(folder, 'out', name), 'old');
    const { run } = await start({ output: { existing: 'ask' } });
    expect(await run.ended).toEqual({ kind: 'paused', reason: 'existing', output: join(folder, 'out', 'a.png') });
    expect(await kinds()).toEqual(['a.png waiting', 'b.png waiting']);
  });

  it('never replaces an input by a result, whatever it is told', async () => {
    await write('a.png');
    const { run } = await start({ output: { existing: 'replace', folder: join(folder, 'in') } });
    await run.ended;
    expect(await readFile(join(folder, 'in', 'a.png'), 'utf8')).toBe('a.png');
    expect(await readFile(join(folder, 'in', 'a (2).png'), 'utf8')).toBe('A.PNG');
  });

  it('works on a few at a time and pauses after those', async () => {
    await write('1.png', '2.png', '3.png', '4.png', '5.png');
    const started: { run?: BatchRun } = {};
    const begun: (() => void)[] = [];
    const gated: Perform = async (...call) => {
      await new Promise<void>((resolve) => {
        begun.push(resolve);
        if (begun.length < 2) return;
        started.run?.pause();
        for (const go of begun) go();
      });
      return perform(...call);
    };
    started.run = (await start({ perform: gated, lanes: 2 })).run;
    expect(await started.run.ended).toEqual({ kind: 'paused', reason: 'user' });
    expect(journal.record('b').counts).toMatchObject({ done: 2, waiting: 3 });
    const { run: again } = await start();
    expect(await again.ended).toEqual({ kind: 'done' });
    expect(performed).toHaveLength(3);
  });

  it('works on four small pictures for each that is not', async () => {
    await write('1.png', ...[2, 3, 4, 5, 6].map((number) => `small${number}.png`));
    const inWork = new Set<string>();
    const together: number[] = [];
    const noting: Perform = async (request, context) => {
      inWork.add(request.input as string);
      together.push(inWork.size);
      // Nobody ends before nobody else begins.
      if (inWork.size === 5) for (const go of waiting.splice(0)) go();
      else if (together.length < 5) await new Promise<void>((resolve) => waiting.push(resolve));
      const ran = await perform(request, context);
      inWork.delete(request.input as string);
      return ran;
    };
    const waiting: (() => void)[] = [];
    expect(await (await start({ perform: noting, lanes: 2 })).run.ended).toEqual({ kind: 'done' });
    expect(together.slice(0, 5)).toEqual([1, 2, 3, 4, 5]);
    expect(Math.max(...together)).toBe(5);
  });

  it('abandons what is in work when it is stopped, and ends it when it is cancelled', async () => {
    await write('1.png', '2.png', '3.png');
    const cancelledFailure = failWith(failure('cancelled', 'Cancelled.'));
    const never: Perform = (_request, { signal }) =>
      new Promise((resolve) => {
        if (signal.aborted) resolve(cancelledFailure);
        signal.addEventListener('abort', () => {
          resolve(cancelledFailure);
        });
      });
    const stopped = await start({ perform: never, lanes: 2, onItem: ({ index }) => void (index === 1 && stopped.run.stop()) });
    expect(await stopped.run.ended).toEqual({ kind: 'paused', reason: 'interrupted' });
    expect(await kinds()).toEqual(['1.png waiting', '2.png waiting', '3.png waiting']);
    const cancelled = await start({ perform: never, lanes: 2, onItem: ({ index, state }) => void (index === 1 && state.kind === 'running' && cancelled.run.cancel()) });
    expect(await cancelled.run.ended).toEqual({ kind: 'cancelled' });
    expect(await kinds()).toEqual(['1.png cancelled', '2.png cancelled', '3.png waiting']);
  });

  it('makes a result again that is missing or damaged, and leaves and names one that somebody has worked on', async () => {
    await write('a.png', 'b.png', 'c.png', 'd.png');
    await (await start()).run.ended;
    await rm(join(folder, 'out', 'a.png'));
    await writeFile(join(folder, 'out', 'b.png'), 'damaged');
    await writeFile(join(folder, 'out', 'd.png'), 'retouched');
    const told: string[] = [];
    const onItem = ({ input, state }: JournalItem) => {
      if (state.kind === 'done') told.push([basename(input), ...state.notes.map(({ id }) => id)].join(' '));
    };
    const { run } = await start({ onItem });
    expect(await run.ended).toEqual({ kind: 'done' });
    expect(performed.sort()).toEqual(['a.png', 'b.png']);
    expect(await results()).toEqual({ 'a.png': 'A.PNG', 'b.png': 'B.PNG', 'c.png': 'C.PNG', 'd.png': 'retouched' });
    expect(told.sort()).toEqual(['a.png', 'b.png', 'd.png result-changed']);
    told.length = 0;
    await (await start({ onItem })).run.ended;
    expect([performed, told]).toEqual([[], []]);
  });

  it('takes a result that was finished when everything ended, but not one that another file had', async () => {
    await write('a.png', 'b.png');
    await journal.create('b', batchDefinitionSchema.parse({ recipe: { version: 1, name: 'Twice', steps: [{ operation: 'upscale', parameters: {} }] }, inputs: { paths: [join(folder, 'in')] }, output: { folder: join(folder, 'out'), name: '{name}' } }), 0);
    await journal.addInputs('b', ['a.png', 'b.png'].map((name) => ({ input: join(folder, 'in', name), subfolder: '' })));
    await mkdir(join(folder, 'out'));
    for (const [index, name] of ['a.png', 'b.png'].entries()) {
      await journal.setItem('b', index, { kind: 'running', output: join(folder, 'out', name), fresh: index === 0 });
      await writeFile(join(folder, 'out', name), 'OLD');
      await writeFile(join(folder, 'out', `.${name}.12345678.imago-part`), 'part');
    }
    await (await start()).run.ended;
    expect(performed).toEqual(['b.png']);
    expect(await results()).toEqual({ 'a.png': 'OLD', 'b.png': 'B.PNG' });
  });

  it('waits where the disk is full, then goes on by itself', async () => {
    await write('a.png', 'b.png');
    let full = true;
    const filling: Perform = (...call) => (full ? Promise.resolve(failWith(failure('disk-full', 'Full.'))) : perform(...call));
    const { run, states } = await start({ perform: filling, onState: (state) => (full = full && state.kind !== 'paused') });
    expect(await run.ended).toEqual({ kind: 'done' });
    expect(states.map((state) => (state.kind === 'paused' ? state.reason : state.kind))).toEqual(['listing', 'listing', 'running', 'disk-full', 'running', 'done']);
    expect(await kinds()).toEqual(['a.png done', 'b.png done']);
  });

  it('waits where a folder is away, but not where one file is', async () => {
    await write('a.png', 'b.png', 'c.png');
    const away = join(folder, 'away');
    const { run } = await start({
      lanes: 1,
      onItem: ({ index, state }) => void (index === 0 && state.kind === 'done' && rename(join(folder, 'in'), away)),
      onState: (state) => void (state.kind === 'paused' && rm(join(away, 'b.png')).then(() => rename(away, join(folder, 'in')))),
    });
    expect(await run.ended).toEqual({ kind: 'done' });
    expect(await kinds()).toEqual(['a.png done', 'b.png failed', 'c.png done']);
  });

  it('names a picture that vanishes after it was looked at, says what to do, and goes on', async () => {
    await write('a.png', 'b.png', 'c.png');
    const vanishing = {
      call: async (method: 'inspect', body: { path: string }) => {
        const seen = await inspect.call(method, body);
        if (body.path.endsWith('b.png')) await rm(body.path);
        return seen;
      },
    } as unknown as Engine;
    const { run } = await start({ inspect: vanishing });
    expect(await run.ended).toEqual({ kind: 'done' });
    expect(await kinds()).toEqual(['a.png done', 'b.png failed', 'c.png done']);
    const failed = { code: 'file-missing', message: `There is no file "b.png" in ${join(folder, 'in')}.`, advice: 'Check whether it was moved, renamed or deleted.' };
    expect((await journal.item('b', 1))?.state).toMatchObject({ kind: 'failed', failure: failed });
  });

  it('leaves alone what is cancelled while it is looked at', async () => {
    await write('a.png', 'b.png', 'c.png');
    const cancelling = {
      call: async (method: 'inspect', body: { path: string }) => {
        if (body.path.endsWith('b.png')) await journal.setItem('b', 1, { kind: 'cancelled' });
        return inspect.call(method, body);
      },
    } as unknown as Engine;
    await (await start({ inspect: cancelling })).run.ended;
    expect(await kinds()).toEqual(['a.png done', 'b.png cancelled', 'c.png done']);
    expect(await results()).toEqual({ 'a.png': 'A.PNG', 'c.png': 'C.PNG' });
  });

  it('runs a picture again that was changed while it was worked on, and says so where it never rests', async () => {
    await write('a.png', 'b.png');
    const changing: Perform = async (request, context) => {
      const ran = await perform(request, context);
      const [input, times] = [request.input as string, performed.filter((name) => name === basename(request.input as string)).length];
      if (input.endsWith('b.png') || times === 1) await writeFile(input, `changed${'!'.repeat(times)}`);
      return ran;
    };
    await (await start({ perform: changing })).run.ended;
    expect(await kinds()).toEqual(['a.png done', 'b.png failed']);
    const failed = { message: '"b.png" was changed while it was worked on.', advice: 'Wait until the other program has written it, then retry.' };
    expect((await journal.item('b', 1))?.state).toMatchObject({ kind: 'failed', failure: failed });
    expect((await results())['a.png']).toBe('CHANGED!');
  });

  it('lets nobody pay for a picture that ends the engine', async () => {
    await write('1.png', '2.png', '3.png', '4.png');
    let inWork = 0;
    const crash: Failure = failure('engine-crashed', 'Stopped.');
    const others: (() => void)[] = [];
    const crashing: Perform = async (...call) => {
      inWork += 1;
      const poison = (call[0].input as string).endsWith('2.png');
      if (poison && inWork > 1) for (const fail of others) fail();
      const crashed = poison ? true : await Promise.race([new Promise<boolean>((resolve) => others.push(() => { resolve(true); })), new Promise<boolean>((resolve) => setImmediate(() => setImmediate(() => { resolve(false); })))]);
      inWork -= 1;
      return crashed ? failWith(crash) : perform(...call);
    };
    await (await start({ perform: crashing })).run.ended;
    expect(await kinds()).toEqual(['1.png done', '2.png failed', '3.png done', '4.png done']);
  });
});
