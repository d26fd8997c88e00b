/** @file Expected failures as values. Pure; used by every process. */
import type { Failure } from './failure.ts';

export type Result<T, E = Failure> = { readonly ok: true; readonly value: T } | { readonly ok: false; readonly error: E };

export const succeed = <T>(value: T): Result<T, never> => ({ ok: true, value });
export const failWith = <E>(error: E): Result<never, E> => ({ ok: false, error });

/** Marks a branch that the types exclude; throws if it is reached all the same. */
export function assertNever(value: never): never {
  throw new Error(`expected no other case, got ${JSON.stringify(value)}`);
}
