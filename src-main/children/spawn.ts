/** @file Starts Imago's own Node programs as child processes with an IPC channel; used by main, the command line and the engine. */
import { type ChildProcess, spawn } from 'node:child_process';
import { constants, setPriority } from 'node:os';
import { basename } from 'node:path';

/**
 * The Node to run. The packaged application names its own in IMAGO_NODE; a plain Node runs itself; Electron started
 * through npm finds npm's. Electron as Node is no choice: its allocator crashes ONNX Runtime and its GLib clashes with libvips.
 */
export function nodePath(): string {
  const { IMAGO_NODE: own, npm_node_execpath: npms } = process.env;
  if (own) return own;
  if (!process.versions['electron']) return process.execPath;
  return npms && /^node(\.exe)?$/.test(basename(npms)) ? npms : 'node';
}

export type SpawnOptions = {
  readonly environment?: Readonly<Record<string, string | undefined>>;
  /** Lets other processes go first: on a busy processor a window stays fluent, on a free one nothing is lost. */
  readonly yields?: boolean;
};

/** `role` stands on the child's command line, so that a process list tells children apart. Standard output joins standard error. */
export function spawnNode(program: string, role: string, args: readonly string[] = [], { environment, yields = false }: SpawnOptions = {}): ChildProcess {
  const env: NodeJS.ProcessEnv = { ...process.env, ...environment };
  delete env['ELECTRON_RUN_AS_NODE'];
  const child = spawn(nodePath(), ['--enable-source-maps', program, role, ...args], {
    env,
    stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
    serialization: 'json',
    windowsHide: true,
  });
  if (yields && child.pid !== undefined) lowerPriority(child.pid);
  return child;
}

/** Before the child has threads of its own: on Linux each has its priority from the thread that starts it. */
function lowerPriority(pid: number): void {
  try {
    setPriority(pid, constants.priority.PRIORITY_LOW);
  } catch {
    // It ended already, or the system allows no change: it runs as it is.
  }
}

/** The last lines a child wrote, for the reason of a crash. */
export function collectTail(child: ChildProcess, lines = 20): () => string {
  let tail = '';
  for (const stream of [child.stdout, child.stderr]) {
    stream?.setEncoding('utf8').on('data', (text: string) => {
      tail = `${tail}${text}`.split('\n').slice(-lines - 1).join('\n');
    });
  }
  return () => tail.trim();
}

/** How a child ended, in words. */
export function exitReason(code: number | null, signal: NodeJS.Signals | null): string {
  if (signal) return `ended by signal ${signal}`;
  // Windows reports a crash as an NTSTATUS, which people look up in hexadecimal.
  return `ended with code ${code !== null && code > 0xffff ? `0x${code.toString(16)}` : code}`;
}
