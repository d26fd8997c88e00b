/** @file Which combination asks for which command, after the user's changes. Pure. */

/** Commands by id, with the combinations that they come with. */
export type Defaults = Readonly<Record<string, { readonly keys: readonly string[] }>>;
/** What the user changed: combinations by command id; an empty list takes them all away. */
export type Changes = Readonly<Record<string, string[]>>;

export const keysOf = (defaults: Defaults, changes: Changes, id: string): readonly string[] => changes[id] ?? defaults[id]?.keys ?? [];

/** Command ids by combination. */
export const keymap = (defaults: Defaults, changes: Changes): ReadonlyMap<string, string> =>
  new Map(Object.keys(defaults).flatMap((id) => keysOf(defaults, changes, id).map((keys) => [keys, id] as const)));

/** The other command that a combination already asks for. */
export const holderOf = (defaults: Defaults, changes: Changes, id: string, combination: string): string | undefined =>
  Object.keys(defaults).find((other) => other !== id && keysOf(defaults, changes, other).includes(combination));

/** Gives a command one combination and takes it from whichever held it. */
export const assign = (defaults: Defaults, changes: Changes, id: string, combination: string): Changes => give(defaults, changes, id, [combination]);

/** Back to what the command came with, taken from whichever holds it now. */
export const restore = (defaults: Defaults, changes: Changes, id: string): Changes => give(defaults, changes, id, defaults[id]?.keys ?? []);

function give(defaults: Defaults, changes: Changes, id: string, combinations: readonly string[]): Changes {
  const next = Object.keys(defaults).map((it): [string, string[]] => [
    it,
    it === id ? [...combinations] : keysOf(defaults, changes, it).filter((held) => !combinations.includes(held)),
  ]);
  return Object.fromEntries(next.filter(([it, keys]) => keys.join('\n') !== defaults[it]?.keys.join('\n')));
}
