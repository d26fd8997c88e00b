/** @file Runs once before the unit tests: the processes that tests start must be the ones of this source. */
import { buildMainSide } from './build.ts';

export async function setup(): Promise<void> {
  await buildMainSide();
}
