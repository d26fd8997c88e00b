import { chmod, mkdir, symlink, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { expect, it, onTestFinished } from 'vitest';
import { temporaryFolder } from '../testing/temporary-folder.ts';
import { createFilter, listInputs } from './list-inputs.ts';

async function folderWith(...names: string[]): Promise<string> {
  const folder = await temporaryFolder();
  for (const name of names) {
    await mkdir(dirname(join(folder, name)), { recursive: true });
    await writeFile(join(folder, name), name);
  }
  return folder;
}

function wanted(paths: string[], { include = [] as string[], exclude = [] as string[], out = '/nowhere' } = {}) {
  const output = { folder: out, name: '{name}', format: 'keep', quality: 92, metadata: 'keep', profile: 'keep', existing: 'ask', provenance: true } as const;
  return { inputs: { paths, include, exclude, watch: false }, output };
}

async function list(...call: Parameters<typeof wanted>) {
  const listed = { inputs: [] as [string, string][], problems: [] as [string, string][] };
  for await (const { inputs, problem } of listInputs(wanted(...call))) {
    listed.inputs.push(...inputs.map(({ input, subfolder }): [string, string] => [input, subfolder]));
    if (problem) listed.problems.push([problem.path, problem.failure.code]);
  }
  return listed;
}

it('lists files and trees in reading order, without the output folder', async () => {
  const folder = await folderWith('10.png', '2.jpg', 'b/deep/c.webp', 'out/2-2x.jpg', 'notes.txt');
  const { inputs, problems } = await list([join(folder, '10.png'), folder], { out: join(folder, 'out') });
  expect(inputs).toEqual([
    [join(folder, '10.png'), ''],
    [join(folder, '2.jpg'), ''],
    [join(folder, '10.png'), ''],
    [join(folder, 'b/deep/c.webp'), join('b', 'deep')],
  ]);
  expect(problems).toEqual([]);
});

it('ends where links to folders lead in a circle', async () => {
  const folder = await folderWith('a/one.png');
  await symlink(folder, join(folder, 'a', 'round'));
  await symlink(join(folder, 'a', 'self'), join(folder, 'a', 'self'));
  expect((await list([folder])).inputs).toEqual([[join(folder, 'a/one.png'), 'a']]);
});

it('names links that lead nowhere, and goes on', async () => {
  const folder = await folderWith('one.png');
  await symlink(join(folder, 'gone.png'), join(folder, 'lost.png'));
  await symlink(join(folder, 'self.png'), join(folder, 'self.png'));
  await symlink(join(folder, 'one.png'), join(folder, 'two.png'));
  const { inputs, problems } = await list([folder]);
  expect(inputs.map(([path]) => path)).toEqual([join(folder, 'one.png'), join(folder, 'two.png')]);
  expect(problems).toEqual(['lost.png', 'self.png'].map((name) => [join(folder, name), 'file-missing']));
});

/** Root may read everything: for the length of the work nobody asks. */
async function asNobody<T>(work: () => Promise<T>): Promise<T> {
  if (process.getuid?.() !== 0) return work();
  process.seteuid!(65_534);
  try {
    return await work();
  } finally {
    process.seteuid!(0);
  }
}

it.skipIf(process.platform === 'win32')('goes on past a folder that may not be read, and says which, why and what to do', async () => {
  const folder = await folderWith('a.png', 'closed/b.png', 'open/c.png');
  const closed = join(folder, 'closed');
  await chmod(folder, 0o755);
  await chmod(closed, 0);
  onTestFinished(() => chmod(closed, 0o755));
  const found: unknown[] = [];
  await asNobody(async () => {
    for await (const { inputs, problem } of listInputs(wanted([folder]))) found.push(...inputs.map(({ input }) => input), ...(problem ? [problem] : []));
  });
  const why = expect.objectContaining({ code: 'file-unreadable', message: 'You may not read "closed".', advice: 'Change its permissions, or copy it to a folder of your own.' });
  expect(found).toEqual([join(folder, 'a.png'), { path: closed, failure: why }, join(folder, 'open', 'c.png')]);
});

it('tells of paths that are not there and of folders without a wanted picture', async () => {
  const folder = await folderWith('a.png');
  const { inputs, problems } = await list([join(folder, 'gone'), folder], { include: ['*.tif'] });
  expect(inputs).toEqual([]);
  expect(problems).toEqual([
    [join(folder, 'gone'), 'file-missing'],
    [folder, 'file-missing'],
  ]);
});

it.each([
  [['*.JPG'], [], ['a.jpg', 'raw/b.jpg'], ['a.png']],
  [[], ['raw/**'], ['a.jpg', 'x/raw/a.jpg'], ['raw/a.jpg', 'raw/x/a.jpg']],
  [['scenes/**/*.png'], ['*-draft.*'], ['scenes/a.png', 'scenes/x/a.png'], ['a.png', 'scenes/a-draft.png']],
])('keeps what %j includes and %j does not exclude', (include, exclude, kept, left) => {
  const isWanted = createFilter(include, exclude);
  expect([...kept, ...left].filter((path) => isWanted(join(...path.split('/'))))).toEqual(kept);
});
