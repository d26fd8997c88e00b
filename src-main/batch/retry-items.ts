/** @file Lets what failed or was cancelled wait again. Used by main and the command line. */
import type { Journal, JournalItem } from './journal.ts';

const itemsARead = 200;

/** All of these kinds; `onItem` is told of each. */
export async function retryItems(journal: Journal, id: string, kinds: readonly ('failed' | 'cancelled')[], onItem: (item: JournalItem) => void = () => undefined): Promise<void> {
  for (const kind of kinds)
    for (;;) {
      // Those that were changed are not of this kind any more.
      const items = await journal.items(id, { kind, count: itemsARead });
      if (items.length === 0) break;
      for (const { index } of items) onItem(await journal.setItem(id, index, { kind: 'waiting' }));
    }
}
