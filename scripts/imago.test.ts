import { spawnSync } from 'node:child_process';
import { tmpdir } from 'node:os';
import { resolve } from 'node:path';
import { expect, it } from 'vitest';
import packageJson from '../package.json' with { type: 'json' };

it('runs the command from any folder, with nothing but its own words on standard output', { timeout: 300_000 }, () => {
  const { status, stdout } = spawnSync(process.execPath, [resolve('scripts/imago.mjs'), '--version'], { cwd: tmpdir(), encoding: 'utf8' });
  expect(stdout).toBe(`${packageJson.version}\n`);
  expect(status).toBe(0);
});

it('hands on the exit code of wrong usage', () => {
  const { status, stderr } = spawnSync(process.execPath, [resolve('scripts/imago.mjs'), 'paint'], { cwd: tmpdir(), encoding: 'utf8' });
  expect(stderr).toMatch(/unknown command 'paint'/);
  expect(status).toBe(2);
});
