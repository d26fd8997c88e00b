/**
 * @file The decoded pixels of open pictures on disk, within a bound: those shown longest ago leave first, and come back
 * when they are needed. Used by main.
 */
import { failure } from '../../src-shared/failure.ts';
import { failWith, type Result, succeed } from '../../src-shared/result.ts';
import { createSerial } from '../../src-shared/serial.ts';

export type DecodedFiles = {
  /** Files that were made just now and that nobody has looked at yet. */
  put(id: string, bytes: number): Promise<void>;
  /** The files are there while the task runs; it is not begun where they cannot be made again. */
  use<T>(id: string, task: () => Promise<Result<T>>): Promise<Result<T>>;
  forget(id: string): void;
  /** After the bound has changed. */
  trim(): Promise<void>;
};

type Surroundings = {
  readonly limitBytes: () => number;
  /** Makes the files anew; gives their bytes. */
  readonly decode: (id: string) => Promise<Result<number>>;
  readonly drop: (id: string) => Promise<void>;
};

type Entry = {
  bytes: number;
  /** When it was used last, by a count of uses; 0 for never. */
  usedAt: number;
  users: number;
  /** null: not there. */
  there: Promise<Result<number>> | null;
  leaving: Promise<void>;
};

export function createDecodedFiles({ limitBytes, decode, drop }: Surroundings): DecodedFiles {
  const entries = new Map<string, Entry>();
  const oneAtATime = createSerial();
  let uses = 0;

  async function makeAgain(id: string, entry: Entry): Promise<Result<number>> {
    await entry.leaving;
    const made = await decode(id);
    if (made.ok) entry.bytes = made.value;
    else entry.there = null;
    return made;
  }

  /** What was used last is what is being looked at, so it stays however large it is. */
  const unused = () => [...entries].filter(([, { there, users, usedAt }]) => there && users === 0 && (usedAt === 0 || usedAt < uses)).sort(([, a], [, b]) => a.usedAt - b.usedAt);
  const bytes = () => [...entries.values()].reduce((sum, entry) => sum + (entry.there ? entry.bytes : 0), 0);

  const trim = () =>
    oneAtATime(async () => {
      for (let oldest = unused()[0]; oldest && bytes() > limitBytes(); oldest = unused()[0]) {
        const [id, entry] = oldest;
        entry.there = null;
        entry.leaving = drop(id);
        await entry.leaving;
      }
    });

  return {
    put(id, size) {
      entries.set(id, { bytes: size, usedAt: 0, users: 0, there: Promise.resolve(succeed(size)), leaving: Promise.resolve() });
      return trim();
    },
    async use(id, task) {
      const entry = entries.get(id);
      if (!entry) return failWith(failure('bad-request', 'The picture is not open.', { reason: 'picture-not-open' }));
      uses += 1;
      entry.usedAt = uses;
      entry.users += 1;
      const wasThere = entry.there !== null;
      try {
        const there = await (entry.there ??= makeAgain(id, entry));
        return there.ok ? await task() : there;
      } finally {
        entry.users -= 1;
        if (!wasThere) void trim();
      }
    },
    forget: (id) => {
      entries.delete(id);
    },
    trim,
  };
}
