import { copyFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { temporaryFolder } from '../testing/temporary-folder.ts';
import { pattern, writeTiff } from '../trainer/data/test-pictures.ts';
import { checkFolders } from './check-command.ts';
import type { CliEvent } from './events.ts';
import { createTextReport } from './text-report.ts';

async function folderOf(count: number, firstSeed: number): Promise<string> {
  const folder = await temporaryFolder();
  for (let index = 0; index < count; index++) await writeTiff(join(folder, `${index}.tif`), pattern(40 + index, 30 + index, firstSeed + 1.7 * index));
  return folder;
}

async function check(options: Parameters<typeof checkFolders>[0]) {
  const events: CliEvent[] = [];
  const failed = await checkFolders(options, { report: (event) => events.push(event), signal: new AbortController().signal });
  return { failed, events: events.filter(({ event }) => event !== 'progress') };
}

describe('imago check', () => {
  it('counts what is in a folder and lets the training start', async () => {
    const a = await folderOf(4, 1);
    await copyFile(join(a, '0.tif'), join(a, 'copy.tif'));
    await writeTiff(join(a, 'small.tif'), pattern(20, 90, 3));
    await writeFile(join(a, 'broken.png'), 'no picture');
    await writeFile(join(a, 'notes.txt'), 'no picture either');
    const { failed, events } = await check({ a, size: 30 });
    expect(failed).toBe(0);
    expect(events[0]).toMatchObject({ event: 'dataset', a: { usable: 5, tooSmall: [{ width: 20 }], exactDuplicates: [[join(a, '0.tif'), join(a, 'copy.tif')]] } });
    expect(events.slice(1, -1).every((event) => event.event === 'finding' && event.level === 'warning')).toBe(true);
    expect(events.at(-1)).toEqual({ event: 'verdict', fit: true });
    const lines: string[] = [];
    const output = { isTTY: false, columns: 80, write: (text: string | Uint8Array) => lines.push(String(text)) > 0 };
    for (const event of events) createTextReport(output, output)(event);
    expect(lines[0]).toContain('5 usable, 1 unreadable, 1 too small, 1 no pictures, 1 copies');
    expect(lines.at(-1)).toBe('Training can start.\n');
  });

  it('stops where both sides are the same', async () => {
    const a = await folderOf(10, 2);
    const { failed, events } = await check({ a, b: a, size: 30 });
    expect(failed).toBe(1);
    expect(events).toContainEqual(expect.objectContaining({ event: 'finding', level: 'stop', message: expect.stringContaining('nothing to translate') as string }));
    expect(events.at(-1)).toEqual({ event: 'verdict', fit: false });
  });

  it('names a folder that is not there', async () => {
    const { failed, events } = await check({ a: join(await temporaryFolder(), 'nowhere'), size: 30 });
    expect(failed).toBe(1);
    expect(events).toEqual([expect.objectContaining({ event: 'failed', code: 'file-missing' })]);
  });
});
