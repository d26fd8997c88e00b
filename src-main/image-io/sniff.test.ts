/** @file Tests sniff.ts. */
import { describe, expect, it } from 'vitest';
import { sniff } from './sniff.ts';

const bytes = (text: string) => Buffer.from(text, 'latin1');

describe('sniff', () => {
  it.each([
    ['jpeg', '\xff\xd8\xff\xe0\0\x10JFIF'],
    ['png', '\x89PNG\r\n\x1a\n\0\0\0\rIHDR'],
    ['gif', 'GIF89a\x01\0'],
    ['webp', 'RIFF\x24\0\0\0WEBPVP8 '],
    ['tiff', 'II*\0\x08\0\0\0'],
    ['tiff', 'MM\0*\0\0\0\x08'],
    ['tiff', 'II+\0\x08\0\0\0'],
    ['avif', '\0\0\0\x1cftypavif\0\0\0\0mif1avif'],
    ['avif', '\0\0\0\x1cftypmif1\0\0\0\0mif1avif'],
  ])('reads %s whatever the name says', (format, head) => {
    expect(sniff(bytes(head), 'photo.txt')).toEqual({ kind: 'readable', format });
  });

  it.each([
    ['HEIC (HEIF)', '\0\0\0\x18ftypheic\0\0\0\0mif1heic', 'a.jpg'],
    ['camera raw (Canon CR3)', '\0\0\0\x18ftypcrx \0\0\0\x01crx isom', 'a.cr3'],
    ['video', '\0\0\0\x18ftypisom\0\0\0\0isommp41', 'a.mp4'],
    ['JPEG 2000', '\0\0\0\x0cjP  \r\n\x87\n', 'a.jp2'],
    ['JPEG XL', '\xff\x0a\xfa', 'a.jxl'],
    ['Photoshop document', '8BPS\0\x01', 'a.psd'],
    ['SVG', '<svg xmlns="http://www.w3.org/2000/svg"/>', 'a.svg'],
    ['SVG', '\xef\xbb\xbf<?xml version="1.0"?>\n<!-- drawn -->\n<svg width="3">', 'a.png'],
    ['camera raw', 'II*\0\x10\0\0\0CR\x02\0', 'a.tif'],
    ['camera raw', 'MM\0*\0\0\0\x08', 'a.NEF'],
    ['Windows bitmap (BMP)', 'BM\x36\0', 'a.bmp'],
  ])('names %s and says what to do', (name, head, path) => {
    const sniffed = sniff(bytes(head), path);
    expect(sniffed).toMatchObject({ kind: 'unsupported', name });
    expect(sniffed.kind === 'unsupported' && sniffed.advice.length).toBeGreaterThan(20);
  });

  it.each(['Hello, this is text.', '\x89QNG\r\n\x1a\n', '<html><svg></svg></html>', 'RIFF\0\0\0\0AVI '])('does not know %j', (head) => {
    expect(sniff(bytes(head), 'a.png')).toEqual({ kind: 'unknown' });
  });
});
