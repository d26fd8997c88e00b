/** @file One engine process: its messages parsed, its end told with a reason. Used by engine-client. */
import { type FromEngine, fromEngineSchema, type ToEngine } from '../../src-shared/engine-messages.ts';
import { engineMemory, memoryEnvironment } from './memory-environment.ts';
import { collectTail, exitReason, spawnNode, type SpawnOptions } from './spawn.ts';

export type EngineProcess = {
  send(message: ToEngine): void;
  /** Ends it at once, in the middle of whatever it does. */
  kill(): void;
  /** Lets it clean up and end; resolves when it has ended. */
  close(): Promise<void>;
};

type Listeners = {
  readonly onMessage: (message: FromEngine) => void;
  /** Called once, after the last message; `killed` where this side ended it. */
  readonly onEnd: (reason: string, killed: boolean) => void;
};

/** A network that is running cannot be interrupted; longer than this nobody waits for its end. */
const closeTimeoutMs = 2_000;

export function startEngineProcess(program: string, spawning: SpawnOptions, { onMessage, onEnd }: Listeners): EngineProcess {
  const environment = { ...memoryEnvironment(process.platform, engineMemory), ...spawning.environment };
  const child = spawnNode(program, 'engine', [], { ...spawning, environment });
  const tail = collectTail(child);
  const ended = new Promise<string>((resolve) => {
    child.once('error', (error) => {
      resolve(`could not start: ${error.message}`);
    });
    child.once('close', (code, signal) => {
      resolve([exitReason(code, signal), tail()].filter(Boolean).join('\n'));
    });
  });
  // After a disconnect from this side Node tells 'exit' but no 'close'.
  const exited = new Promise<void>((resolve) => {
    child.once('exit', () => {
      resolve();
    });
  });
  let killed = false;
  void ended.then((reason) => {
    onEnd(reason, killed);
  });
  child.on('message', (message) => {
    onMessage(fromEngineSchema.parse(message));
  });

  return {
    send(message) {
      // A closed channel is no error here: the process has ended, and `onEnd` deals with what it left undone.
      if (child.connected) child.send(message, () => undefined);
    },
    kill() {
      killed = true;
      child.kill('SIGKILL');
    },
    async close() {
      if (child.connected) child.disconnect();
      const timer = setTimeout(() => child.kill('SIGKILL'), closeTimeoutMs);
      await Promise.race([ended, exited]);
      clearTimeout(timer);
    },
  };
}
