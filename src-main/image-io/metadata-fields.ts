/**
 * @file XMP, IPTC and PNG texts on their way from one picture to the next, as the XML fields that libvips writes. Pure.
 *
 * libvips keeps metadata as named fields and writes them behind the pixels of a `.v` file. Merging such a file into a
 * pipeline hands the fields on; sharp has no setter for IPTC. ICC and EXIF travel as they are, see raster-file.ts.
 */

const carriedNames = /^(?:xmp-data|iptc-data|png-comment-.*)$/;

const fieldPattern = /<field type="[^"]*" name="([^"]*)">([\s\S]*?)<\/field>/g;

/** XMP may repeat the orientation; the pixels are upright by now. Keeps the packet's length. */
function uprightXmp(base64: string): string {
  const packet = Buffer.from(base64, 'base64').toString('latin1');
  const upright = packet.replace(/(tiff:Orientation(?:="|>))[2-8]/g, '$11').replace(/(tiff:Orientation=')[2-8]/g, '$11');
  return Buffer.from(upright, 'latin1').toString('base64');
}

/** The fields worth keeping out of the XML behind a `.v` file's pixels. */
export function carriedFields(xml: string): string {
  const kept: string[] = [];
  for (const [element, name, value] of xml.matchAll(fieldPattern)) {
    if (name === 'xmp-data') kept.push(`<field type="VipsBlob" name="xmp-data">${uprightXmp(value!)}</field>`);
    else if (carriedNames.test(name!)) kept.push(element);
  }
  return kept.join('\n');
}

const xmpPattern = /<field type="VipsBlob" name="xmp-data">([^<]*)<\/field>\n?/;

/** The packet that is carried; undefined where there is none. */
export function xmpOf(fields: string): string | undefined {
  const base64 = xmpPattern.exec(fields)?.[1];
  return base64 === undefined ? undefined : Buffer.from(base64, 'base64').toString('utf8');
}

export const withXmp = (fields: string, packet: string): string =>
  `${fields.replace(xmpPattern, '')}\n<field type="VipsBlob" name="xmp-data">${Buffer.from(packet).toString('base64')}</field>`.trim();

const iptcPattern = /<field type="VipsBlob" name="iptc-data">([^<]*)<\/field>\n?/;

export const hasIptc = (fields: string): boolean => iptcPattern.test(fields);
export const withoutIptc = (fields: string): string => fields.replace(iptcPattern, '');

/** JPEG files wrap IPTC in Photoshop's resources, TIFF files do not, and libvips hands either on as it is. */
export function hasJpegIptc(fields: string): boolean {
  const wrapper = Buffer.from('Photoshop 3.0\0');
  return Buffer.from(iptcPattern.exec(fields)?.[1] ?? '', 'base64').subarray(0, wrapper.length).equals(wrapper);
}

/** A `.v` file of one black pixel that carries `fields`. */
export function carrierFile(fields: string, libvipsVersion: string): Buffer {
  const pixels = Buffer.alloc(65);
  pixels.writeUInt32BE(0xb6a6f208, 0);
  pixels.writeInt32LE(1, 4);
  pixels.writeInt32LE(1, 8);
  pixels.writeInt32LE(1, 12);
  pixels.writeInt32LE(8, 16);
  pixels.writeInt32LE(1, 28);
  pixels.writeFloatLE(1, 32);
  pixels.writeFloatLE(1, 36);
  const xml = `<?xml version="1.0"?>\n<root xmlns="http://www.vips.ecs.soton.ac.uk/vips/${libvipsVersion}">\n<header></header>\n<meta>\n${fields}\n</meta>\n</root>\n`;
  return Buffer.concat([pixels, Buffer.from(xml)]);
}
