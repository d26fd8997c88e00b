/** @file The engines and trainers that an application has started, found as a user would: by their command line. */
import { execFileSync } from 'node:child_process';
import { readFileSync, readdirSync } from 'node:fs';

type Process = { readonly pid: number; readonly parent: number; readonly command: string };

export const engineChildren = (parent: number): number[] => children(parent, /engine\.cjs\s+engine\b/);
export const trainerChildren = (parent: number): number[] => children(parent, /trainer\.mjs\s+train/);

function children(parent: number, command: RegExp): number[] {
  return processes()
    .filter((it) => it.parent === parent && command.test(it.command))
    .map((it) => it.pid);
}

function processes(): Process[] {
  if (process.platform === 'linux') return readdirSync('/proc').filter((name) => /^\d+$/.test(name)).flatMap((name) => readProcess(Number(name)));
  const lines = execFileSync('ps', ['-axo', 'pid=,ppid=,args='], { encoding: 'utf8' }).split('\n');
  return lines.flatMap((line) => {
    const [, pid, parent, command = ''] = /^\s*(\d+)\s+(\d+)\s+(.*)$/.exec(line) ?? [];
    return pid === undefined ? [] : [{ pid: Number(pid), parent: Number(parent), command }];
  });
}

/** Nothing where the process has ended meanwhile. */
function readProcess(pid: number): Process[] {
  try {
    const parent = Number(/^PPid:\s*(\d+)$/m.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1]);
    return [{ pid, parent, command: readFileSync(`/proc/${pid}/cmdline`, 'utf8').replaceAll('\0', ' ') }];
  } catch {
    return [];
  }
}
