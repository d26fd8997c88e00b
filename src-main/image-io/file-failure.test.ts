/** @file Tests file-failure.ts: error numbers that no test machine can provoke. */
import { describe, expect, it } from 'vitest';
import { isWriteError, readFailure, writeFailure } from './file-failure.ts';

const errno = (code: string) => Object.assign(new Error(`${code}: made for this test`), { code });

describe('readFailure', () => {
  it.each([
    ['ENOENT', 'file-missing'],
    ['EISDIR', 'file-unreadable'],
    ['EACCES', 'file-unreadable'],
    ['EIO', 'file-unreadable'],
  ])('maps %s to %s, with the name and advice', (code, expected) => {
    const failure = readFailure('/photos/cat.png', errno(code));
    expect(failure).toMatchObject({ code: expected, message: expect.stringContaining('"cat.png"'), advice: expect.any(String) });
  });
});

describe('writeFailure', () => {
  it.each([
    [errno('ENOSPC'), 'disk-full'],
    [errno('EDQUOT'), 'disk-full'],
    [new Error('wbuffer_write: write failed\nunix error: No space left on device'), 'disk-full'],
    [errno('EROFS'), 'target-readonly'],
    [errno('EACCES'), 'target-readonly'],
    [new Error('VipsForeignSave: unix error: Permission denied'), 'target-readonly'],
    [errno('ENOENT'), 'target-failed'],
    [errno('EIO'), 'target-failed'],
  ])('maps %s', (error, expected) => {
    expect(writeFailure('/out/dog.png', error)).toMatchObject({ code: expected, message: expect.stringContaining('/out'), advice: expect.any(String) });
  });
});

it('tells the disk from the picture', () => {
  expect(isWriteError(errno('ENOSPC'))).toBe(true);
  expect(isWriteError(new Error('VipsJpeg: premature end of JPEG image'))).toBe(false);
});
