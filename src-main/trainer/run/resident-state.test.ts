import { describe, expect, it } from 'vitest';
import type { DeviceTensor, NamedTensors } from '../../runtime/training-session.ts';
import { residentState } from './resident-state.ts';

function tensor(): { kept: DeviceTensor; released: () => boolean } {
  let released = false;
  const release = () => {
    released = true;
  };
  return { kept: { shape: [2], onDevice: {} as DeviceTensor['onDevice'], release }, released: () => released };
}
const here = (...values: number[]): NamedTensors[string] => ({ shape: [values.length], values: Float32Array.from(values) });

describe('state on a device', () => {
  it('is found for what stands for it, and released when it is replaced or no longer wanted', () => {
    const state = residentState('webgpu');
    const [first, second] = [tensor(), tensor()];
    const standIn = state.keep('weights', first.kept);
    expect(state.find('weights', standIn)).toBe(first.kept);
    expect(state.find('other', standIn)).toBeUndefined();
    const next = state.keep('weights', second.kept);
    expect([first.released(), second.released()]).toEqual([true, false]);
    expect(state.find('weights', standIn)).toBeUndefined();
    expect(state.find('weights', next)).toBe(second.kept);
    state.release();
    expect(second.released()).toBe(true);
  });

  it('is not taken for what a rollback has put in its place', () => {
    const state = residentState('webgpu');
    state.keep('weights', tensor().kept);
    expect(state.find('weights', here(1, 2))).toBeUndefined();
  });

  it('has no numbers before it was brought', () => {
    const standIn = residentState('webgpu').keep('weights', tensor().kept);
    expect(standIn.shape).toEqual([2]);
    expect(() => standIn.values).toThrow('numbers of weights');
  });
});
