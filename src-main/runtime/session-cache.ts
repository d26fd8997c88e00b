/** @file Keeps the last sessions ready, since creating one takes longer than a tile. Runs in the engine. */
import type { Provider } from '../../src-shared/device.ts';
import { createSession, type CreateSession, type Session, type SessionSource } from './session.ts';
import type { Result } from '../../src-shared/result.ts';

export type SessionCache = {
  /** `key` names the model's content, so that a changed file is another model. */
  get(key: string, source: SessionSource, provider: Provider): Promise<Result<Session>>;
};

/** Holds promises, so that two callers share one creation; a failed one is forgotten and tried again next time. */
export function createSessionCache(create: CreateSession = createSession, capacity = 3): SessionCache {
  // A Map keeps the order of insertion: the first entry is the one that was used longest ago.
  const sessions = new Map<string, Promise<Result<Session>>>();

  const evictLongestUnused = () => {
    for (const [key, session] of sessions) {
      if (sessions.size <= capacity) return;
      sessions.delete(key);
      void session.then(async (created) => (created.ok ? created.value.release() : undefined));
    }
  };

  return {
    async get(key, source, provider) {
      const id = `${provider} ${key} ${JSON.stringify([source.form, source.inpainter, source.tiles])}`;
      const session = sessions.get(id) ?? create(source, provider);
      sessions.delete(id);
      sessions.set(id, session);
      evictLongestUnused();
      const created = await session;
      if (!created.ok) sessions.delete(id);
      return created;
    },
  };
}
