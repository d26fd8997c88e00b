/** @file Lists a folder into a journal, as a batch does, and tells on standard output how long it took and how much memory. */
import { batchDefinitionSchema } from '../../src-shared/batch.ts';
import { openJournal } from '../../src-main/batch/journal.ts';
import { listInputs } from '../../src-main/batch/list-inputs.ts';
import { ownPeakMegabytes } from './peak-memory.ts';
import { round } from './statistics.ts';

const [folder = '', journalFolder = ''] = process.argv.slice(2);
const definition = batchDefinitionSchema.parse({
  recipe: { version: 1, name: 'bench', steps: [{ operation: 'upscale', parameters: {} }] },
  inputs: { paths: [folder] },
  output: { folder: `${folder}-out`, name: '{name}' },
});
const opened = await openJournal(journalFolder);
if (!opened.ok) throw new Error(opened.error.message);
await opened.value.create('b', definition, 0);
const startedAt = performance.now();
let files = 0;
for await (const { inputs } of listInputs(definition)) files += await opened.value.addInputs('b', inputs);
const listMs = performance.now() - startedAt;
await opened.value.close();
console.log(JSON.stringify({ files, listMs: round(listMs, 0), peakMegabytes: round(ownPeakMegabytes(), 0) }));
