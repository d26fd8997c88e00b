import { access, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { EngineRequest } from '../../src-shared/engine-messages.ts';
import { failure } from '../../src-shared/failure.ts';
import { saveOptionsSchema } from '../../src-shared/image.ts';
import { failWith, succeed } from '../../src-shared/result.ts';
import type { Engine } from './engine.ts';
import { type ExportItem, exportResults } from './export-results.ts';

const options = saveOptionsSchema.parse({ format: 'jpeg', quality: 71, profile: 'srgb' });
const item = (name: string): ExportItem => ({ stageId: `stage of ${name}`, raster: `/rasters/${name}`, pictureName: `${name}.png`, fileName: `${name}-2x`, options });

let folder: string;
let targets: EngineRequest<'save'>['target'][];
let abort: AbortController;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'imago-export-'));
  [targets, abort] = [[], new AbortController()];
});
afterEach(() => rm(folder, { recursive: true, maxRetries: 20 }));

/** Writes the raster's path where the engine would write the picture, refusing as it does. */
const engine = {
  call: async (_method: string, { raster, target }: EngineRequest<'save'>) => {
    targets.push(target);
    if (raster.endsWith('broken')) return failWith(failure('disk-full', 'The disk is full.'));
    const exists = await access(target.path).then(() => true, () => false);
    if (exists && target.overwrite !== true) return failWith(failure('target-exists', 'There is one.'));
    await writeFile(target.path, raster);
    return succeed({ path: target.path, bytes: raster.length, width: 1, height: 1, notes: [] });
  },
} as unknown as Engine;

const run = (items: readonly ExportItem[], onProgress: (done: number, name: string) => void = () => undefined) =>
  exportResults(items, { engine, folder, signal: abort.signal, onProgress });

describe('exportResults', () => {
  it('saves every result with the same options, telling which one it is at', async () => {
    const told: string[] = [];
    const report = await run([item('a'), item('b')], (done, name) => told.push(`${done} ${name}`));
    expect(told).toEqual(['0 a.png', '1 b.png']);
    expect(report).toMatchObject({ folder, failed: [], cancelled: false, saved: [{ stageId: 'stage of a', path: join(folder, 'a-2x.jpg'), bytes: 10 }, { stageId: 'stage of b' }] });
    expect(targets[0]).toMatchObject({ format: 'jpeg', quality: 71, profile: 'srgb', overwrite: false });
    expect(await readFile(join(folder, 'b-2x.jpg'), 'utf8')).toBe('/rasters/b');
  });

  it('replaces nothing: neither what lies there nor what it wrote itself', async () => {
    await writeFile(join(folder, 'a-2x.jpg'), 'precious');
    const report = await run([item('a'), item('a')]);
    expect(report.saved.map(({ path }) => path)).toEqual([join(folder, 'a-2x 2.jpg'), join(folder, 'a-2x 3.jpg')]);
    expect(await readFile(join(folder, 'a-2x.jpg'), 'utf8')).toBe('precious');
  });

  it('goes on after a failure and names it', async () => {
    const report = await run([item('broken'), item('c')]);
    expect(report.failed).toEqual([{ pictureName: 'broken.png', failure: failure('disk-full', 'The disk is full.') }]);
    expect(report.saved).toHaveLength(1);
  });

  it('stops before the next one when it is cancelled', async () => {
    const report = await run([item('a'), item('b'), item('c')], (done) => {
      if (done === 1) abort.abort();
    });
    expect([report.cancelled, report.saved.length]).toEqual([true, 2]);
  });
});
