/** @file A thread that runs networks for threaded-session.ts: bundled as a program of its own. */
import { parentPort } from 'node:worker_threads';
import type { Provider } from '../../src-shared/device.ts';
import { failure } from '../../src-shared/failure.ts';
import { failWith, type Result, succeed } from '../../src-shared/result.ts';
import { createSerial } from '../../src-shared/serial.ts';
import { createSession, type PlanarImage, type Session, type SessionSource } from './session.ts';

/** What is asked of the thread; it answers with `Answer`, in the order of the questions. */
export type Question =
  | { readonly kind: 'create'; readonly id: number; readonly source: SessionSource; readonly provider: Provider; readonly threads: number }
  | { readonly kind: 'run'; readonly id: number; readonly session: number; readonly image: PlanarImage; readonly hole?: Uint8Array | undefined }
  | { readonly kind: 'run-several'; readonly id: number; readonly session: number; readonly images: readonly PlanarImage[] }
  | { readonly kind: 'release'; readonly id: number; readonly session: number };
/** Of the question with this id. A session is named by the question that created it; its result says whether it takes several pictures. */
export type Answer = { readonly id: number; readonly result?: Result<unknown> };

const putAway = failWith(failure('device-failed', 'The network was put away during its run.', { advice: 'Try again.' }));
const sessions = new Map<number, Session>();
// Runs wait for the event loop: without this a session could be released before a run that was asked for first.
const inOrder = createSerial();

parentPort!.on('message', (question: Question) => {
  void inOrder(() => answer(question));
});

async function answer(question: Question): Promise<void> {
  const { id } = question;
  if (question.kind === 'create') {
    const created = await createSession(question.source, question.provider, question.threads);
    if (created.ok) sessions.set(id, created.value);
    tell({ id, result: created.ok ? succeed({ several: created.value.runSeveral !== undefined }) : created });
  } else if (question.kind === 'run') {
    const ran = (await sessions.get(question.session)?.run(question.image, question.hole)) ?? putAway;
    tell({ id, result: ran }, ran.ok ? [ran.value.data.buffer as ArrayBuffer] : []);
  } else if (question.kind === 'run-several') {
    const ran = (await sessions.get(question.session)?.runSeveral?.(question.images)) ?? putAway;
    // All lie on one.
    tell({ id, result: ran }, ran.ok ? [ran.value[0]!.data.buffer as ArrayBuffer] : []);
  } else {
    await sessions.get(question.session)?.release();
    sessions.delete(question.session);
    tell({ id });
  }
}

function tell(message: Answer, moved: ArrayBuffer[] = []): void {
  parentPort!.postMessage(message, moved);
}
