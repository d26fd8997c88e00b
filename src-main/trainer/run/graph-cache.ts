/**
 * @file Traced graphs kept between runs in the user's folder for caches, so that a step is traced once per configuration;
 * trainer process. What is damaged, or was traced by another program, is traced again.
 */
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { homeFolder } from '../../runtime/home-folder.ts';
import { keptEntries, sha256 } from '../kept-entries.ts';

export type GraphCache = {
  /** `configuration` is plain data that tells all the graph depends on, besides the program. */
  modelFor(configuration: unknown, trace: () => Uint8Array): Promise<Uint8Array>;
};

/** A graph of a CycleGAN has about 0.4 MB. */
const mostGraphs = 24;

/** `program` is the bundle that traces: another one may make another graph of the same configuration. */
export async function openGraphCache(program: string, folder: string = join(homeFolder(), 'graphs')): Promise<GraphCache> {
  const programHash = sha256(await readFile(program)).toString('hex');
  const entries = keptEntries(folder, { ending: 'graph', most: mostGraphs });
  return {
    async modelFor(configuration, trace) {
      const name = [programHash, configuration];
      const known = await entries.readOrNull(name);
      if (known) return known;
      const model = trace();
      await entries.keep(name, model);
      return model;
    },
  };
}
