/** @file What an ICC profile says of itself (ICC.1:2022). Pure. */

const text = (profile: Buffer, from: number, to: number) => profile.toString('latin1', from, to);

/** The profile's name for people; null where it has none or is no profile. */
export function profileDescription(profile: Buffer): string | null {
  if (profile.length < 132 || text(profile, 36, 40) !== 'acsp') return null;
  const tags = profile.readUInt32BE(128);
  for (let entry = 132; entry + 12 <= profile.length && entry < 132 + tags * 12; entry += 12) {
    if (text(profile, entry, entry + 4) !== 'desc') continue;
    const offset = profile.readUInt32BE(entry + 4);
    const element = profile.subarray(offset, offset + profile.readUInt32BE(entry + 8));
    return descriptionIn(element)?.replaceAll('\0', '').trim() || null;
  }
  return null;
}

/** Version 2 keeps ASCII behind a length, version 4 UTF-16 behind a table of languages. */
function descriptionIn(element: Buffer): string | null {
  const type = text(element, 0, 4);
  if (type === 'desc' && element.length >= 12) return text(element, 12, 12 + element.readUInt32BE(8));
  if (type !== 'mluc' || element.length < 28 || element.readUInt32BE(8) === 0) return null;
  const offset = element.readUInt32BE(24);
  const utf16 = Buffer.from(element.subarray(offset, offset + (element.readUInt32BE(20) & ~1)));
  return utf16.swap16().toString('utf16le');
}
