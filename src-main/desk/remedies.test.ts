import { describe, expect, it } from 'vitest';
import { failure, type FailureCode } from '../../src-shared/failure.ts';
import { remediesFor } from './remedies.ts';

const remedies = (code: FailureCode, device: 'auto' | 'cpu' | 'webgpu', tile: number) => remediesFor(failure(code, 'No.'), { device, tile });

describe('remediesFor', () => {
  it('offers the CPU where something else may have been used, and tiles smaller than those that were tried', () => {
    expect(remedies('out-of-memory', 'auto', 512)).toEqual([{ device: 'cpu' }, { tile: 64 }]);
    expect(remedies('device-failed', 'cpu', 1024)).toEqual([{ tile: 128 }]);
  });
  it('knows that an engine which crashed tried one size alone', () => {
    expect(remedies('engine-crashed', 'webgpu', 384)).toEqual([{ device: 'cpu' }, { tile: 192 }]);
  });
  it('offers no tile that is mostly overlap', () => {
    expect(remedies('out-of-memory', 'cpu', 256)).toEqual([]);
  });
  it('offers nothing where neither helps', () => {
    expect(remedies('disk-full', 'auto', 512)).toEqual([]);
    expect(remedies('model-missing', 'auto', 512)).toEqual([]);
  });
});
