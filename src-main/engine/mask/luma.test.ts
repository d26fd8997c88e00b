import { expect, it } from 'vitest';
import { maskBytesOf } from './luma.ts';

it('makes bytes of luma and of alpha, of any channels and depth', () => {
  expect([...maskBytesOf(Uint8Array.of(0, 7, 255), { channels: 1 }, 'luma')]).toEqual([0, 7, 255]);
  expect([...maskBytesOf(Uint8Array.of(9, 200, 11, 30), { channels: 2 }, 'luma')]).toEqual([9, 11]);
  expect([...maskBytesOf(Uint8Array.of(9, 200, 11, 30), { channels: 2 }, 'alpha')]).toEqual([200, 30]);
  expect([...maskBytesOf(Uint8Array.of(255, 0, 0, 0, 255, 0, 255, 255, 255), { channels: 3 }, 'luma')]).toEqual([54, 182, 255]);
  expect([...maskBytesOf(Uint16Array.of(65535, 65535, 0, 257 * 80), { channels: 4 }, 'alpha')]).toEqual([80]);
  expect([...maskBytesOf(Uint16Array.of(257 * 3, 65535), { channels: 1 }, 'luma')]).toEqual([3, 255]);
});
