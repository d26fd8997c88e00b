/**
 * @file The file of one checkpoint: a checksum, a line of JSON, the numbers of all tensors; trainer process. It appears
 * whole or not at all, and what does not match its checksum is not read.
 */
import { createHash } from 'node:crypto';
import { open, readFile, rm } from 'node:fs/promises';
import { z } from 'zod';
import { failure } from '../../../src-shared/failure.ts';
import { failWith, type Result, succeed } from '../../../src-shared/result.ts';
import { writeFailure } from '../../image-io/file-failure.ts';
import { publish, temporaryNameFor } from '../../image-io/publish.ts';
import type { NamedTensors } from '../../runtime/training-session.ts';
import type { TurnMemory } from './recipe.ts';

const headerSchema = z.object({
  format: z.literal(1),
  /** Steps that were done. */
  step: z.number().int().nonnegative(),
  /** Seconds of training that lie behind it. */
  seconds: z.number(),
  /** Factor on the planned learning rate, lowered after a rollback. */
  rateScale: z.number(),
  /** What the source of batches continues from, and the turns; their own plain data. */
  source: z.json(),
  turns: z.json(),
  tensors: z.array(z.object({ group: z.enum(['state', 'turns']), name: z.string(), shape: z.array(z.number().int()) })),
});
type Header = z.infer<typeof headerSchema>;
export type Checkpoint = Pick<Header, 'step' | 'seconds' | 'rateScale'> & {
  readonly source: unknown;
  readonly turns: TurnMemory | null;
  readonly state: NamedTensors;
};

const checksumBytes = 32;
const lengthBytes = 4;
const sha256 = (...parts: readonly Uint8Array[]): Buffer => parts.reduce((hash, part) => hash.update(part), createHash('sha256')).digest();

/** The parts of the file, in their order. */
export function encodeCheckpoint({ step, seconds, rateScale, source, turns, state }: Checkpoint): Uint8Array[] {
  const groups = { state, turns: turns?.tensors ?? {} };
  const all = (['state', 'turns'] as const).flatMap((group) => Object.entries(groups[group]).map(([name, tensor]) => ({ group, name, tensor })));
  const tensors = all.map(({ group, name, tensor: { shape } }) => ({ group, name, shape: [...shape] }));
  const plain = { source: source as Header['source'], turns: (turns?.plain ?? null) as Header['turns'] };
  const header = Buffer.from(JSON.stringify({ format: 1, step, seconds, rateScale, ...plain, tensors } satisfies Header));
  const length = Buffer.alloc(lengthBytes);
  length.writeUInt32LE(header.length);
  const body = [length, header, ...all.map(({ tensor: { values } }) => new Uint8Array(values.buffer, values.byteOffset, values.byteLength))];
  return [sha256(...body), ...body];
}

export async function writeCheckpoint(path: string, checkpoint: Checkpoint): Promise<Result<null>> {
  const temporary = temporaryNameFor(path);
  try {
    const file = await open(temporary, 'w');
    try {
      // `write` may stop short where the disk ends, and says so only by a number; `writeFile` goes on until it fails.
      for (const part of encodeCheckpoint(checkpoint)) await file.writeFile(part);
      await file.sync();
    } finally {
      await file.close();
    }
  } catch (error) {
    await rm(temporary, { force: true });
    return failWith(writeFailure(path, error));
  }
  const published = await publish(temporary, path, true);
  if (!published.ok) await rm(temporary, { force: true });
  return published;
}

export async function readCheckpoint(path: string): Promise<Result<Checkpoint>> {
  const bytes = await readFile(path);
  const body = bytes.subarray(checksumBytes);
  if (!sha256(body).equals(bytes.subarray(0, checksumBytes))) return failWith(failure('file-unreadable', `The checkpoint "${path}" is damaged.`));
  const headerEnd = lengthBytes + body.readUInt32LE(0);
  const header = headerSchema.parse(JSON.parse(body.subarray(lengthBytes, headerEnd).toString()));
  // Copied, since the numbers of a file do not lie at multiples of four bytes.
  const numbers = new Float32Array(body.buffer.slice(body.byteOffset + headerEnd, body.byteOffset + body.length));
  const groups = { state: {}, turns: {} } as Record<'state' | 'turns', Record<string, NamedTensors[string]>>;
  let offset = 0;
  for (const { group, name, shape } of header.tensors) {
    const length = shape.reduce((product, side) => product * side, 1);
    groups[group][name] = { shape, values: numbers.slice(offset, offset + length) };
    offset += length;
  }
  const { step, seconds, rateScale, source, turns } = header;
  return succeed({ step, seconds, rateScale, source, turns: { plain: turns, tensors: groups.turns }, state: groups.state });
}
