import { expect, it } from 'vitest';
import { deviceLadderSchema } from '../../src-shared/device.ts';
import { moveRung } from './move-rung.ts';

const ladder = deviceLadderSchema.parse([{ provider: 'dml', on: false }]);
const here = ['cuda', 'webgpu', 'cpu'] as const;
const order = (rungs: typeof ladder) => rungs.map(({ provider }) => provider).join(' ');

it('moves among the devices that are shown, and keeps what is off', () => {
  expect(order(ladder)).toBe('dml cuda coreml webgpu cpu');
  const up = moveRung(ladder, here, 'webgpu', 0);
  expect(order(up)).toBe('webgpu cuda cpu dml coreml');
  expect(up.find(({ provider }) => provider === 'dml')?.on).toBe(false);
  expect(order(moveRung(up, here, 'webgpu', 2))).toBe('cuda cpu webgpu dml coreml');
});
