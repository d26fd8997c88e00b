import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { chooseFormat, createOutputNames } from './output-name.ts';

const named = (path: string, subfolder = '') => ({ path, subfolder });

describe('createOutputNames', () => {
  it('keeps the tree, the name and a spelling of the ending that fits', () => {
    const name = createOutputNames('out');
    expect(name(named('in/sea.tar.JPEG'), '2x', 'jpeg')).toBe(join('out', 'sea.tar-2x.jpeg'));
    expect(name(named('in/a/b/lake.jpg', 'a/b'), '4x', 'png')).toBe(join('out', 'a', 'b', 'lake-4x.png'));
    expect(name(named('scan.tiff'), '3x', 'tiff')).toBe(join('out', 'scan-3x.tiff'));
    expect(name(named('jpeg-content.png'), '2x', 'jpeg')).toBe(join('out', 'jpeg-content-2x.jpg'));
    expect(name(named('café 100% #1 日本.webp'), '8x', 'webp')).toBe(join('out', 'café 100% #1 日本-8x.webp'));
  });

  it('never gives one path twice, whatever the case of letters', () => {
    const name = createOutputNames('out');
    const inputs = [named('a.jpg'), named('a.png'), named('other/A.webp'), named('sub/a.png', 'sub')];
    expect(inputs.map((input) => name(input, '2x', 'png'))).toEqual(['a-2x.png', 'a-2x (2).png', 'A-2x (3).png', 'sub/a-2x.png'].map((it) => join('out', it)));
  });
});

describe('chooseFormat', () => {
  it('keeps what can be written, and says where it cannot', () => {
    expect(chooseFormat('keep', 'avif')).toEqual({ format: 'avif' });
    expect(chooseFormat('webp', 'gif')).toEqual({ format: 'webp' });
    expect(chooseFormat('keep', 'gif')).toEqual({ format: 'png', note: 'GIF cannot be written: the result is a PNG.' });
  });
});
