import { join } from 'node:path';
import sharp, { type Sharp } from 'sharp';
import { expect, it } from 'vitest';
import { engineRequests } from '../../../src-shared/engine-messages.ts';
import { createSessionCache } from '../../runtime/session-cache.ts';
import { temporaryFolder } from '../../testing/temporary-folder.ts';
import { createEngineMemory } from '../memory.ts';
import { runJob } from '../run-job.ts';

const [width, height] = [150, 110];
const stroke = { kind: 'stroke', mode: 'add', points: [40, 40, 1, 90, 70, 1], radius: 9, hardness: 0.6, opacity: 1 };
/** Beyond the brush's reach. */
const isOutside = (x: number, y: number) => x < 26 || x > 104 || y < 26 || y > 84;

type Form = { readonly channels: 1 | 2 | 3 | 4; readonly depth: 8 | 16; readonly profile?: string };
const spaceOf = ({ channels, depth }: Form) => (channels < 3 ? (depth === 16 ? 'grey16' : 'b-w') : depth === 16 ? 'rgb16' : 'srgb');

/** Every sample unlike its neighbours; colours under full transparency too. */
function noisy({ channels, depth }: Form) {
  const values = Array.from({ length: width * height * channels }, (_, at) => ((at * 2654435761) >>> 8) % (depth === 16 ? 65536 : 256));
  for (let pixel = 0; pixel < 400 && channels % 2 === 0; pixel += 1) values[pixel * channels + channels - 1] = 0;
  return depth === 16 ? Uint16Array.from(values) : Uint8Array.from(values);
}

/** In colour, which keeps the alpha of grey ones; nothing is converted by a profile. */
async function samples(file: string, form: Form) {
  const { depth, channels } = await sharp(file).metadata();
  expect([depth, channels]).toEqual([form.depth === 16 ? 'ushort' : 'uchar', form.channels]);
  const { data, info } = await sharp(file).keepIccProfile().toColourspace(form.depth === 16 ? 'rgb16' : 'srgb').raw({ depth: depth as 'uchar' | 'ushort' }).toBuffer({ resolveWithObject: true });
  const values = form.depth === 16 ? new Uint16Array(data.buffer, data.byteOffset, data.length / 2) : new Uint8Array(data);
  expect(values).toHaveLength(width * height * info.channels);
  expect(info.channels).toBe(form.channels % 2 === 0 ? 4 : 3);
  return { values, perPixel: info.channels };
}

it.each([
  ['png', { channels: 3, depth: 8 }],
  ['png', { channels: 3, depth: 8, profile: 'p3' }],
  ['png', { channels: 4, depth: 8 }],
  ['png', { channels: 1, depth: 8 }],
  ['png', { channels: 2, depth: 8 }],
  ['png', { channels: 3, depth: 16 }],
  ['png', { channels: 4, depth: 16 }],
  ['png', { channels: 1, depth: 16 }],
  ['png', { channels: 2, depth: 16 }],
  ['tiff', { channels: 3, depth: 16 }],
  ['tiff', { channels: 4, depth: 16 }],
  ['tiff', { channels: 1, depth: 8 }],
] as const)('from file to file, %s %o, all beyond the mask stays byte for byte', async (format, form: Form) => {
  const folder = await temporaryFolder();
  const [source, target] = [join(folder, `source.${format}`), join(folder, `target.${format}`)];
  let picture: Sharp = sharp(noisy(form), { raw: { width, height, channels: form.channels } }).toColourspace(spaceOf(form));
  if (form.profile) picture = picture.withIccProfile(form.profile);
  await (format === 'png' ? picture.png() : picture.tiff({ compression: 'lzw' })).toFile(source);
  const mask = { source: { kind: 'painted', width, height, shapes: [stroke] }, feather: 1 };
  const recipe = { version: 1, steps: [{ operation: 'inpaint', parameters: { model: 'remove', variant: 1 }, mask }] };
  const job = engineRequests.run.request.parse({ input: source, recipe, target: { path: target, format, overwrite: false } });
  const surroundings = { devices: ['cpu'] as const, notes: [], modelDirectories: ['models'], sessions: createSessionCache(), memory: createEngineMemory(), signal: new AbortController().signal, onProgress: () => undefined };
  expect(await runJob(job, surroundings)).toMatchObject({ ok: true });
  const [before, after] = [await samples(source, form), await samples(target, form)];
  const changed = [...before.values].flatMap((sample, at) => (sample === after.values[at] ? [] : [Math.floor(at / before.perPixel)]));
  expect(changed.length).toBeGreaterThan(300);
  expect(changed.filter((pixel) => isOutside(pixel % width, Math.floor(pixel / width)))).toEqual([]);
});
