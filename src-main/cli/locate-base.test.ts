import { resolve } from 'node:path';
import { expect, it } from 'vitest';
import type { TrainRequest } from '../../src-shared/trainer-messages.ts';
import { withLocatedBase } from './locate-base.ts';

const request = (base: string | null, resume = false): TrainRequest => ({ out: '/o', run: null, base, resume, estimate: false, backend: 'onnx', device: 'cpu', threads: 1, checkpointSeconds: 1, checkpointSteps: null });

it.each([
  ['faithful', resolve('models/faithful')],
  ['runs/one/model/one', resolve('runs/one/model/one')],
  ['./one', resolve('one')],
  [null, null],
])('finds the base %s', async (named, folder) => {
  expect(await withLocatedBase(request(named), ['models'])).toEqual({ ok: true, value: request(folder) });
});

it('says which models there are where one is unknown, but needs none to resume', async () => {
  expect(await withLocatedBase(request('blurry'), ['models'])).toMatchObject({ ok: false, error: { code: 'model-missing', advice: expect.stringContaining('faithful') as string } });
  expect(await withLocatedBase(request('blurry', true), ['models'])).toEqual({ ok: true, value: request(null, true) });
});
