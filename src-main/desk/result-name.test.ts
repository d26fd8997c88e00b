import { describe, expect, it } from 'vitest';
import { resultPathAndFormat } from './result-name.ts';

describe('resultPathAndFormat', () => {
  it('follows a known ending that was typed', () => {
    expect(resultPathAndFormat('/a/b.JPEG', 'png')).toEqual({ path: '/a/b.JPEG', format: 'jpeg' });
  });
  it('adds the ending of the chosen format to any other name', () => {
    expect(resultPathAndFormat('/a/b.v2', 'avif')).toEqual({ path: '/a/b.v2.avif', format: 'avif' });
  });
});
