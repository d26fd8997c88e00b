import { fileURLToPath } from 'node:url';
import { expect, it } from 'vitest';
import { boxBlurModel } from '../onnx-trace/tiny-models.ts';
import { createSession } from './session.ts';
import { threadedSessions } from './threaded-session.ts';

const create = threadedSessions(fileURLToPath(new URL('../../dist/node/session-thread.mjs', import.meta.url)));
const source = { model: boxBlurModel(), input: 'input', output: 'output' };
const image = { data: Float32Array.from({ length: 3 * 64 * 48 }, (_, index) => (index * 7919) % 251), width: 64, height: 48 };

it('gives what a session of this thread gives, and keeps the caller\'s picture', async () => {
  const [threaded, plain] = [await create(source, 'cpu'), await createSession(source, 'cpu')];
  if (!threaded.ok || !plain.ok) throw new Error('expected two sessions');
  const [there, here] = [await threaded.value.run(image), await plain.value.run(image)];
  if (!there.ok || !here.ok) throw new Error('expected two pictures');
  expect(there.value.data).toEqual(here.value.data);
  expect(image.data).toHaveLength(3 * 64 * 48);
  await plain.value.release();
});

it('leaves the event loop free and answers in order, also where a release follows', async () => {
  const session = await create(source, 'cpu');
  if (!session.ok) throw new Error(session.error.message);
  const large = { data: new Float32Array(3 * 1024 * 1024), width: 1024, height: 1024 };
  const ended: string[] = [];
  const turn = new Promise<void>((resolve) => setImmediate(resolve)).then(() => ended.push('a turn of the loop'));
  const first = session.value.run(large).then(({ ok }) => ended.push(`large ${ok}`));
  const second = session.value.run(image).then(({ ok }) => ended.push(`small ${ok}`));
  await Promise.all([turn, first, second, session.value.release().then(() => ended.push('released'))]);
  expect(ended).toEqual(['a turn of the loop', 'large true', 'small true', 'released']);
  expect(await session.value.run(image)).toMatchObject({ ok: false, error: { code: 'device-failed' } });
});

it('runs two tiles at a time on the CPU, each as one alone, and one of anything else', async () => {
  const lanes = threadedSessions(fileURLToPath(new URL('../../dist/node/session-thread.mjs', import.meta.url)), 2);
  const [tiles, whole, plain] = [await lanes({ ...source, tiles: 64 }, 'cpu'), await lanes(source, 'cpu'), await createSession(source, 'cpu')];
  if (!tiles.ok || !whole.ok || !plain.ok) throw new Error('expected three sessions');
  expect([tiles.value.lanes, whole.value.lanes]).toEqual([2, 1]);
  const images = [1, 2, 3, 4, 5].map((seed) => ({ ...image, data: image.data.map((value) => (value * seed) % 241) }));
  const together = await Promise.all(images.map((it) => tiles.value.run(it)));
  for (const [place, ran] of together.entries()) {
    const alone = await plain.value.run(images[place]!);
    if (!ran.ok || !alone.ok) throw new Error('expected pictures');
    expect(ran.value.data).toEqual(alone.value.data);
  }
  await tiles.value.release();
  expect((await Promise.all(images.slice(0, 2).map((it) => tiles.value.run(it)))).map(({ ok }) => ok)).toEqual([false, false]);
  expect((await whole.value.run(image)).ok).toBe(true);
});

it('runs several pictures at a time where a device gathers them, each to the bytes of one alone', async () => {
  const gathering = threadedSessions(fileURLToPath(new URL('../../dist/node/session-thread.mjs', import.meta.url)), 2, () => true);
  const [session, plain] = [await gathering({ ...source, tiles: 128 }, 'cpu'), await createSession(source, 'cpu')];
  if (!session.ok || !plain.ok) throw new Error('expected two sessions');
  expect(session.value.lanes).toBe(1);
  const images = [1, 2, 3, 4, 5, 6, 7].map((seed) => ({ ...image, data: image.data.map((value) => (value * seed) % 239) }));
  for (const [place, ran] of (await Promise.all(images.map((it) => session.value.run(it)))).entries()) {
    const alone = await plain.value.run(images[place]!);
    if (!ran.ok || !alone.ok) throw new Error('expected pictures');
    expect(ran.value.data).toEqual(alone.value.data);
  }
  await session.value.release();
});

it('passes failures on', async () => {
  expect(await create({ ...source, model: Buffer.from('bad') }, 'cpu')).toMatchObject({ ok: false, error: { code: 'model-invalid' } });
});
