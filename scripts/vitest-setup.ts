/** @file Runs once before the unit tests: what tests start must be of this source, and what that remembers must not stay. */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { buildMainSide } from './build.ts';

export async function setup(): Promise<() => Promise<void>> {
  await buildMainSide();
  const home = await mkdtemp(join(tmpdir(), 'imago-home-'));
  process.env['IMAGO_HOME'] = home;
  process.env['IMAGO_OWN_MODELS'] = join(home, 'models');
  return () => rm(home, { recursive: true, force: true, maxRetries: 20 });
}
