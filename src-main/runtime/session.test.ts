import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { temporaryFolder } from '../testing/temporary-folder.ts';
import { boxBlurModel, nearestUpscaleModel } from '../onnx-trace/tiny-models.ts';
import { knownQuestion, largestDifference } from './known-answer.ts';
import { createSessionCache } from './session-cache.ts';
import { createSession } from './session.ts';

const ends = { input: 'input', output: 'output' };

describe('createSession', () => {
  it('runs a network from a path, at any size', async () => {
    const model = join(await temporaryFolder(), 'model.onnx');
    await writeFile(model, nearestUpscaleModel(2));
    const session = await createSession({ model, ...ends }, 'cpu');
    if (!session.ok) throw new Error(session.error.detail);
    const result = await session.value.run({ data: Float32Array.of(1, 2, 3, 4, 5, 6), width: 2, height: 1 });
    expect(result).toMatchObject({ ok: true, value: { data: Float32Array.of(1, 1, 2, 2, 1, 1, 2, 2, 3, 3, 4, 4, 3, 3, 4, 4, 5, 5, 6, 6, 5, 5, 6, 6), width: 4, height: 2 } });
    await session.value.release();
  });

  it('answers the known question on the CPU', async () => {
    const { source, image, answer } = knownQuestion();
    const session = await createSession(source, 'cpu');
    if (!session.ok) throw new Error(session.error.detail);
    const result = await session.value.run(image);
    expect(result.ok && largestDifference(result.value.data, answer)).toBeLessThan(1e-6);
  });

  it.each([
    ['is no model', { model: Buffer.from('no model'), ...ends }, 'model-invalid'],
    ['is missing', { model: '/nowhere/model.onnx', ...ends }, 'model-invalid'],
  ])('tells of a file that %s', async (_what, source, code) => {
    expect(await createSession(source, 'cpu')).toMatchObject({ ok: false, error: { code } });
  });

  it('tells of ends that the model does not have', async () => {
    const wrongOutput = await createSession({ model: boxBlurModel(), input: 'input', output: 'other' }, 'cpu');
    const image = { data: new Float32Array(12), width: 2, height: 2 };
    expect(wrongOutput.ok && (await wrongOutput.value.run(image))).toMatchObject({
      error: { code: 'model-invalid', message: 'Expected float32 [1, 3, height, width] from the network\'s output other, got nothing.' },
    });
    const wrongInput = await createSession({ model: boxBlurModel(), input: 'other', output: 'output' }, 'cpu');
    expect(wrongInput.ok && (await wrongInput.value.run(image))).toMatchObject({ error: { code: 'device-failed' } });
  });
});

describe('createSessionCache', () => {
  it('shares a session, releases the one longest unused and forgets failures', async () => {
    const cache = createSessionCache(createSession, 2);
    const source = { model: boxBlurModel(), ...ends };
    const image = { data: new Float32Array(12), width: 2, height: 2 };
    const [first, again] = await Promise.all([cache.get('a', source, 'cpu'), cache.get('a', source, 'cpu')]);
    expect(again).toBe(first);

    const bad = { model: Buffer.from('bad'), ...ends };
    expect((await cache.get('b', bad, 'cpu')).ok).toBe(false);
    expect((await cache.get('b', source, 'cpu')).ok).toBe(true);

    await cache.get('a', source, 'cpu');
    await cache.get('c', source, 'cpu');
    expect(await cache.get('a', source, 'cpu')).toBe(first);
    expect(first.ok && (await first.value.run(image)).ok).toBe(true);
  });
});
