/**
 * @file What is open, and what is done to it, kept on disk all the time, so that the next start finds it again whatever
 * ended this one; used by main.
 */
import { z } from 'zod';
import { type Document, documentSchema } from '../../src-shared/document.ts';
import type { Picture } from '../../src-shared/ipc.ts';
import { keepAside, parseJson, readTextIfThere, writeWhole } from './atomic-file.ts';
import { createSerial } from '../../src-shared/serial.ts';
import { t } from './words.ts';

const sessionSchema = z.object({
  version: z.literal(1),
  // The ids name files, so nothing else may stand there.
  pictures: z.array(z.object({ id: z.uuid(), path: z.string().min(1) })),
  documents: z.record(z.string(), documentSchema),
  selectedId: z.string().nullable(),
});
export type Session = z.output<typeof sessionSchema>;
type Edits = { readonly documents: Readonly<Record<string, Document>>; readonly selectedId: string | null };

export type SessionKeeper = {
  readonly restored: Session;
  /** What was wrong with the kept session, as a sentence; null where all was well. */
  readonly problem: string | null;
  documents(): Record<string, Document>;
  selectedId(): string | null;
  /** Documents that are not named stay as they were. */
  edit(edits: Edits): void;
  select(pictureId: string): void;
  /** Must be called whenever a picture comes or goes. */
  picturesChanged(): void;
  /** Resolves when everything is on disk. */
  written(): Promise<void>;
};

const nothing: Session = { version: 1, pictures: [], documents: {}, selectedId: null };
/** At most this much work is lost in a crash. */
const writeDelayMs = 250;

export async function keepSession(file: string, pictures: () => readonly Picture[], now = new Date()): Promise<SessionKeeper> {
  const { restored, problem } = await load(file, now);
  let { documents, selectedId }: Edits = restored;
  let timer: NodeJS.Timeout | undefined;
  const oneAtATime = createSerial();

  async function write(): Promise<void> {
    timer = undefined;
    const open = pictures().map(({ id, path }) => ({ id, path }));
    const ids = new Set(open.map(({ id }) => id));
    documents = Object.fromEntries(Object.entries(documents).filter(([id]) => ids.has(id)));
    const session = { version: 1, pictures: open, documents, selectedId: selectedId !== null && ids.has(selectedId) ? selectedId : null };
    await writeWhole(file, JSON.stringify(session)).catch((error: unknown) => {
      console.error(`The session could not be written to ${file}:`, error);
    });
  }
  const changed = () => {
    timer ??= setTimeout(() => void oneAtATime(write), writeDelayMs);
  };

  return {
    restored,
    problem,
    documents: () => ({ ...documents }),
    selectedId: () => selectedId,
    edit(edits) {
      documents = { ...documents, ...edits.documents };
      selectedId = edits.selectedId;
      changed();
    },
    select(pictureId) {
      selectedId = pictureId;
      changed();
    },
    picturesChanged: changed,
    written() {
      if (timer === undefined) return oneAtATime(() => Promise.resolve());
      clearTimeout(timer);
      return oneAtATime(write);
    },
  };
}

async function load(file: string, now: Date): Promise<{ restored: Session; problem: string | null }> {
  const text = await readTextIfThere(file);
  if (text === null) return { restored: nothing, problem: null };
  const parsed = sessionSchema.safeParse(parseJson(text));
  if (parsed.success) return { restored: parsed.data, problem: null };
  const aside = await keepAside(file, now);
  return { restored: nothing, problem: t('sessionBroken', { file: aside }) };
}
