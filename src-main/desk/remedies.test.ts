import { describe, expect, it } from 'vitest';
import { failure, type FailureCode } from '../../src-shared/failure.ts';
import { remediesFor } from './remedies.ts';

const remedies = (code: FailureCode, tile: number) => remediesFor(failure(code, 'No.'), tile);

describe('remediesFor', () => {
  it('offers tiles smaller than those that were tried', () => {
    expect(remedies('out-of-memory', 512)).toEqual([{ tile: 64 }]);
    expect(remedies('device-failed', 1024)).toEqual([{ tile: 128 }]);
  });
  it('knows that an engine which crashed tried one size alone', () => {
    expect(remedies('engine-crashed', 384)).toEqual([{ tile: 192 }]);
  });
  it('offers no tile that is mostly overlap', () => {
    expect(remedies('out-of-memory', 256)).toEqual([]);
  });
  it('offers nothing where no tile helps', () => {
    expect(remedies('disk-full', 512)).toEqual([]);
    expect(remedies('model-missing', 512)).toEqual([]);
  });
});
