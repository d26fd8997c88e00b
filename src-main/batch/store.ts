/** @file Sorted keys and JSON values on disk: the one file that knows LevelDB. Used by main and the command line. */
import { ClassicLevel } from 'classic-level';
import { failWith, type Result, succeed } from '../../src-shared/result.ts';

export type StoreChange = { readonly type: 'put'; readonly key: string; readonly value: unknown } | { readonly type: 'del'; readonly key: string };

export type Store = {
  get<T>(key: string): Promise<T | undefined>;
  getMany<T>(keys: readonly string[]): Promise<(T | undefined)[]>;
  /** Keys from `from` on, before `before`, in order. */
  keys(from: string, before: string, limit: number): Promise<string[]>;
  entries<T>(from: string, before: string): Promise<[string, T][]>;
  /** All or none of the changes, on disk when it resolves. */
  write(changes: readonly StoreChange[]): Promise<void>;
  clear(from: string, before: string): Promise<void>;
  close(): Promise<void>;
};

export async function openStore(folder: string): Promise<Result<Store, { readonly locked: boolean; readonly reason: string }>> {
  const level = new ClassicLevel<string, unknown>(folder, { valueEncoding: 'json' });
  try {
    await level.open();
  } catch (error) {
    const cause = error instanceof Error && error.cause instanceof Error ? error.cause : error;
    const locked = cause instanceof Error && 'code' in cause && cause.code === 'LEVEL_LOCKED';
    return failWith({ locked, reason: cause instanceof Error ? cause.message : String(cause) });
  }
  return succeed({
    get: (key) => level.get(key) as Promise<never>,
    getMany: (keys) => level.getMany([...keys]) as Promise<never>,
    keys: (gte, lt, limit) => level.keys({ gte, lt, limit }).all(),
    entries: (gte, lt) => level.iterator({ gte, lt }).all() as Promise<never>,
    write: (changes) => level.batch([...changes], { sync: true }),
    clear: (gte, lt) => level.clear({ gte, lt }),
    close: () => level.close(),
  });
}
