/** @file Tests metadata-fields.ts. */
import { describe, expect, it } from 'vitest';
import { carriedFields, hasIptc, hasJpegIptc, withoutIptc } from './metadata-fields.ts';

const blob = (name: string, content: string) => `<field type="VipsBlob" name="${name}">${Buffer.from(content, 'latin1').toString('base64')}</field>`;
const contentOf = (fields: string, name: string) => Buffer.from(new RegExp(`name="${name}">([^<]*)<`).exec(fields)![1]!, 'base64').toString('latin1');

describe('carriedFields', () => {
  it('takes XMP, IPTC and texts, and nothing else', () => {
    const iptc = blob('iptc-data', 'Photoshop 3.0\0rest');
    const text = '<field type="VipsRefString" name="png-comment-0-Title">Sea</field>';
    const xml = `<meta>${blob('icc-profile-data', 'icc')}\n${blob('exif-data', 'exif')}\n${iptc}\n${text}<field type="gint" name="orientation">6</field></meta>`;
    expect(carriedFields(xml)).toBe(`${iptc}\n${text}`);
  });

  it.each([
    ['<a tiff:Orientation="6" b="6"/>', '<a tiff:Orientation="1" b="6"/>'],
    ["<a tiff:Orientation='8'/>", "<a tiff:Orientation='1'/>"],
    ['<tiff:Orientation>3</tiff:Orientation>', '<tiff:Orientation>1</tiff:Orientation>'],
  ])('turns XMP upright: %s', (packet, upright) => {
    expect(contentOf(carriedFields(blob('xmp-data', packet)), 'xmp-data')).toBe(upright);
  });
});

it('tells IPTC of JPEG files from that of TIFF files', () => {
  const fields = (content: string) => `${blob('iptc-data', content)}\n${blob('xmp-data', 'x')}`;
  expect([hasIptc(fields('\x1c\x02')), hasJpegIptc(fields('\x1c\x02'))]).toEqual([true, false]);
  expect(hasJpegIptc(fields('Photoshop 3.0\0' + '8BIM'))).toBe(true);
  expect(withoutIptc(fields('\x1c\x02'))).toBe(blob('xmp-data', 'x'));
  expect([hasIptc(''), hasJpegIptc('')]).toEqual([false, false]);
});
