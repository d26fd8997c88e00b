import { randomUUID } from 'node:crypto';
import { mkdir, readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { beforeEach, describe, expect, it, vi } from 'vitest';
import { type Document, documentSchema } from '../../src-shared/document.ts';
import type { Picture } from '../../src-shared/ipc.ts';
import { temporaryFolder } from '../testing/temporary-folder.ts';
import { keepSession } from './session.ts';

const picture = (name: string): Picture => ({ id: randomUUID(), path: `/photos/${name}`, name, state: { kind: 'opening' } });
const doc = (scale: number): Document => documentSchema.parse({ steps: [{ id: `s${scale}`, enabled: true, operation: 'upscale', parameters: { scale } }] });

let folder: string;
let file: string;
let open: Picture[];
beforeEach(async () => {
  folder = await temporaryFolder();
  file = join(folder, 'deeper', 'session.json');
  open = [picture('a.png'), picture('b.png')];
});
const start = () => keepSession(file, () => open, new Date('2026-02-03T04:05:06Z'));

describe('keepSession', () => {
  it('starts with nothing and finds at the next start what was open, selected and done', async () => {
    const session = await start();
    expect([session.restored, session.problem]).toEqual([{ version: 1, pictures: [], documents: {}, selectedId: null }, null]);
    const [a, b] = open as [Picture, Picture];
    session.edit({ documents: { [a.id]: doc(2), [b.id]: doc(4) }, selectedId: a.id });
    session.edit({ documents: { [b.id]: doc(8) }, selectedId: b.id });
    await session.written();
    const next = await start();
    expect(next.restored).toEqual({ version: 1, pictures: open.map(({ id, path }) => ({ id, path })), documents: { [a.id]: doc(2), [b.id]: doc(8) }, selectedId: b.id });
    expect([next.documents(), next.selectedId()]).toEqual([{ [a.id]: doc(2), [b.id]: doc(8) }, b.id]);
  });

  it('writes by itself soon after a change, whole, and once for many', async () => {
    const session = await start();
    for (const scale of [2, 3, 4, 8]) session.edit({ documents: { [open[0]!.id]: doc(scale) }, selectedId: null });
    await vi.waitFor(async () => expect(JSON.parse(await readFile(file, 'utf8'))).toMatchObject({ documents: { [open[0]!.id]: { steps: [{ parameters: { scale: 8 } }] } } }), { timeout: 10_000 });
    expect(await readdir(join(folder, 'deeper'))).toEqual(['session.json']);
  });

  it('forgets what belongs to a closed picture', async () => {
    const session = await start();
    const [a, b] = open as [Picture, Picture];
    session.edit({ documents: { [a.id]: doc(2), [b.id]: doc(4) }, selectedId: a.id });
    open = [b];
    session.picturesChanged();
    await session.written();
    expect((await start()).restored).toMatchObject({ pictures: [{ id: b.id }], documents: { [b.id]: doc(4) }, selectedId: null });
    expect(Object.keys((await start()).documents())).toEqual([b.id]);
  });

  it.each([
    ['half a file', '{ "version": 1, "pict'],
    ['an id that would name another file', JSON.stringify({ version: 1, pictures: [{ id: '../../x', path: '/a.png' }], documents: {}, selectedId: null })],
  ])('keeps %s aside and says so', async (_what, text) => {
    await mkdir(join(folder, 'deeper'));
    await writeFile(file, text);
    const session = await start();
    expect(session.restored.pictures).toEqual([]);
    expect(session.problem).toContain('session.broken-2026-02-03T04-05-06.json');
    expect(await readFile(join(folder, 'deeper', 'session.broken-2026-02-03T04-05-06.json'), 'utf8')).toBe(text);
  });
});
