/** @file Lets what failed or was cancelled wait again. Used by main and the command line. */
import type { Journal, JournalItem } from './journal.ts';

const itemsARead = 200;

/** `onItem` is told of each. */
export async function retryItems(journal: Journal, id: string, onItem: (item: JournalItem) => void = () => undefined): Promise<void> {
  for (const kind of ['failed', 'cancelled'] as const)
    for (;;) {
      // Those that were changed are not of this kind any more.
      const items = await journal.items(id, { kind, count: itemsARead });
      if (items.length === 0) break;
      for (const { index } of items) onItem(await journal.setItem(id, index, { kind: 'waiting' }));
    }
}
