import { once } from 'node:events';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { collectTail, exitReason, nodePath, spawnNode } from './spawn.ts';

afterEach(() => {
  vi.unstubAllEnvs();
});

describe('nodePath', () => {
  it('is this Node, unless the package names its own', () => {
    vi.stubEnv('IMAGO_NODE', undefined);
    expect(nodePath()).toBe(process.execPath);
    vi.stubEnv('IMAGO_NODE', '/opt/imago/resources/node/node');
    expect(nodePath()).toBe('/opt/imago/resources/node/node');
  });

  it("is npm's Node inside Electron, never Electron itself", () => {
    vi.stubEnv('IMAGO_NODE', undefined);
    vi.stubEnv('npm_node_execpath', '/usr/local/bin/node');
    vi.spyOn(process, 'versions', 'get').mockReturnValue({ ...process.versions, electron: '25.1.1' });
    expect(nodePath()).toBe('/usr/local/bin/node');
    vi.stubEnv('npm_node_execpath', undefined);
    expect(nodePath()).toBe('node');
    vi.restoreAllMocks();
  });
});

describe('spawnNode', () => {
  it('lets others go first where it is asked to', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'imago-test-'));
    const program = join(folder, 'child.mjs');
    await writeFile(program, `import { getPriority } from 'node:os'; process.once('message', () => { console.error(getPriority()); process.exit(); });`);
    const priorityOf = async (yields: boolean) => {
      const child = spawnNode(program, 'engine', [], { yields });
      child.send('look');
      const tail = collectTail(child);
      await once(child, 'close');
      return Number(tail());
    };
    expect(await priorityOf(true)).toBeGreaterThan(await priorityOf(false));
    await rm(folder, { recursive: true });
  });

  it('names the role on the command line, drops ELECTRON_RUN_AS_NODE and keeps the last lines', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'imago-test-'));
    const program = join(folder, 'child.mjs');
    await writeFile(program, `console.error([process.argv[2], process.argv[3], process.env.ELECTRON_RUN_AS_NODE, process.env.EXTRA].join()); process.exit(7);`);
    vi.stubEnv('ELECTRON_RUN_AS_NODE', '1');
    const child = spawnNode(program, 'engine', ['more'], { environment: { EXTRA: 'yes' } });
    const tail = collectTail(child);
    expect(await once(child, 'close')).toEqual([7, null]);
    expect(tail()).toBe('engine,more,,yes');
    await rm(folder, { recursive: true });
  });
});

it('exitReason tells signals, codes and Windows status codes', () => {
  expect(exitReason(null, 'SIGKILL')).toBe('ended by signal SIGKILL');
  expect(exitReason(7, null)).toBe('ended with code 7');
  expect(exitReason(3221225477, null)).toBe('ended with code 0xc0000005');
});
