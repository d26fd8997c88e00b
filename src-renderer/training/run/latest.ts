/** @file Runs one task at a time, and of those that are asked for meanwhile only the last. Pure. */

export function createLatest<T>(run: (wanted: T) => Promise<void>): (wanted: T) => void {
  let busy = false;
  let next: { readonly wanted: T } | null = null;
  const work = async () => {
    busy = true;
    try {
      while (next) {
        const { wanted } = next;
        next = null;
        await run(wanted);
      }
    } finally {
      busy = false;
    }
  };
  return (wanted) => {
    next = { wanted };
    if (!busy) void work();
  };
}
