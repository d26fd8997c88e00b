import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import sharp from 'sharp';
import { describe, expect, it, onTestFinished } from 'vitest';
import { type SaveTarget, saveTargetSchema } from '../../src-shared/image.ts';
import { decodeImage } from './decode.ts';
import { encodeRaster } from './encode.ts';
import { digitalSourceType, withProvenance } from './provenance.ts';

async function temporaryFolder(): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'imago-picture-'));
  onTestFinished(() => rm(folder, { recursive: true }));
  return folder;
}

const made = { software: 'Imago 1.2.3', recipe: 'Night & <fog>', models: ['faithful', 'night'], trained: true };
const xmp = `<?xpacket begin="" id="W5M0MpCehiHzreSzNTczkc9d"?><x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">
<rdf:Description rdf:about="" xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:ext="http://iptc.org/std/Iptc4xmpExt/2008-02-29/" xmlns:xmpMM="http://ns.adobe.com/xap/1.0/mm/" xmlns:stEvt="http://ns.adobe.com/xap/1.0/sType/ResourceEvent#"
 ext:DigitalSourceType="http://cv.iptc.org/newscodes/digitalsourcetype/digitalCapture"><dc:creator><rdf:Seq><rdf:li>Ada &amp; Bo</rdf:li></rdf:Seq></dc:creator>
<xmpMM:History><rdf:Seq><rdf:li stEvt:action="saved" stEvt:softwareAgent="Camera"/></rdf:Seq></xmpMM:History></rdf:Description></rdf:RDF></x:xmpmeta><?xpacket end="w"?>`;

async function savedXmp(format: SaveTarget['format'], { carried = true, rest = {} as Partial<SaveTarget> } = {}): Promise<string | undefined> {
  const folder = await temporaryFolder();
  const picture = sharp({ create: { width: 8, height: 6, channels: 3, background: { r: 9, g: 90, b: 200 } } });
  await (carried ? picture.withXmp(xmp) : picture).jpeg().toFile(join(folder, 'in.jpg'));
  const decoded = await decodeImage(join(folder, 'in.jpg'), join(folder, 'raster'));
  if (!decoded.ok) throw new Error(decoded.error.message);
  const path = join(folder, `out.${format}`);
  const encoded = await encodeRaster(join(folder, 'raster'), saveTargetSchema.parse({ path, format, ...rest }));
  if (!encoded.ok) throw new Error(encoded.error.message);
  return (await sharp(path).metadata()).xmp?.toString('utf8');
}

describe('provenance', () => {
  it('does not call the work of an algorithm that of a trained network', () => {
    const packet = withProvenance(xmp, { ...made, models: ['remove'], trained: false });
    expect(packet).toContain('digitalsourcetype/algorithmicallyEnhanced<');
    expect(packet).not.toContain('TrainedAlgorithmicMedia');
  });

  it.each(['jpeg', 'png', 'webp', 'tiff', 'avif'] as const)('goes into the XMP of a %s file beside what is there', async (format) => {
    const text = await savedXmp(format, { rest: { provenance: made } });
    expect(text).toContain(digitalSourceType(made));
    expect(text).toContain('Ada &amp; Bo');
    expect(text).not.toContain('digitalCapture');
    expect(text).toMatch(/softwareAgent="Camera"[\s\S]*softwareAgent="Imago 1\.2\.3"[^>]*parameters="recipe: Night &amp; &lt;fog(?:&gt;|>); models: faithful, night"/);
  });

  it('is written where the picture had no XMP, and alone where metadata is stripped', async () => {
    expect(await savedXmp('png', { carried: false, rest: { provenance: made } })).toContain(digitalSourceType(made));
    const stripped = await savedXmp('jpeg', { rest: { provenance: made, metadata: 'strip' } });
    expect(stripped).toContain(digitalSourceType(made));
    expect(stripped).not.toContain('Ada');
  });

  it('is left out where it is not wanted', async () => {
    expect(await savedXmp('png')).toContain('digitalCapture');
    expect(await savedXmp('png', { rest: { metadata: 'strip' } })).toBeUndefined();
  });

  it('gives up on what is no XMP', () => {
    expect(withProvenance('<broken', made)).toBeNull();
    expect(withProvenance('<a/>', made)).toBeNull();
  });
});
