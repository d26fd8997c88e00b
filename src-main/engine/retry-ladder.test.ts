import { describe, expect, it } from 'vitest';
import { noteSentence } from '../../src-shared/note.ts';
import { failure } from '../../src-shared/failure.ts';
import { attemptsAfter, planAttempts, retryNote } from './retry-ladder.ts';

const outOfMemory = failure('out-of-memory', 'The memory was too small.');

describe('the retry ladder', () => {
  const attempts = planAttempts(['webgpu', 'cpu'], 256);

  it('halves the tile on each device and quarters it on the CPU', () => {
    expect(attempts.map(({ provider, tile }) => `${provider} ${tile}`)).toEqual(['webgpu 256', 'webgpu 128', 'cpu 256', 'cpu 128', 'cpu 64']);
  });

  it('keeps a small tile that was asked for', () => {
    expect(planAttempts(['cpu'], 40)).toEqual([{ provider: 'cpu', tile: 40 }]);
  });

  it('leaves a device that could not start at once', () => {
    expect(attemptsAfter(attempts, failure('device-failed', 'No adapter.'), false)[0]).toEqual({ provider: 'cpu', tile: 256 });
    expect(attemptsAfter(attempts, outOfMemory, true)[0]).toEqual({ provider: 'webgpu', tile: 128 });
  });

  it('does not repeat what another try cannot mend', () => {
    expect(attemptsAfter(attempts, failure('cancelled', 'Cancelled.'), true)).toEqual([]);
    expect(attemptsAfter(attempts.slice(-1), outOfMemory, true)).toEqual([]);
  });

  it('says what was changed', () => {
    expect(noteSentence(retryNote(outOfMemory, attempts[0]!, attempts[1]!))).toBe('The memory was too small. Tried again with tiles of 128 pixels.');
    expect(noteSentence(retryNote(outOfMemory, attempts[1]!, attempts[2]!))).toBe('The memory was too small. Tried again on CPU.');
  });
});
