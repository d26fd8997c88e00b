import { afterEach, expect, test, vi } from 'vitest';
import type { Document } from '../../src-shared/document.ts';
import type { Picture, Stage } from '../../src-shared/ipc.ts';
import { useApplication } from '../stores/application.ts';
import { useDocuments } from '../stores/documents.ts';
import { usePictures } from '../stores/pictures.ts';
import { runSelectedPicture } from './jobs.ts';
import { findResults } from './results.ts';

const step = (scale: number): Document => ({ steps: [{ id: 's', operation: 'upscale', enabled: true, parameters: { model: 'quick', scale } }] });
const document = (id: string, scale: number) => {
  useDocuments.getState().record({ change: { kind: 'copy-to' }, after: { [id]: step(scale) } });
};

afterEach(() => {
  vi.unstubAllGlobals();
});

test('steps that were just changed run, though the result of those before is still known', async () => {
  const info = { width: 30, height: 20 } as Extract<Picture['state'], { kind: 'open' }>['info'];
  usePictures.getState().put([{ id: 'a', name: 'a.png', path: '/a.png', state: { kind: 'open', info } } as Picture]);
  usePictures.getState().select('a');
  useApplication.getState().setModels([{ id: 'quick', name: 'Quick', task: 'upscale', description: '', licence: 'MIT', scales: [2, 3], bytes: 0, looks: [] }]);
  useDocuments.getState().begin({ a: step(2) });
  const finds: ((found: (Stage | null)[]) => void)[] = [];
  const runs: unknown[] = [];
  vi.stubGlobal('window', {
    imago: {
      call: (name: string, payload: { recipe: { steps: { parameters: unknown }[] } }) => {
        if (name === 'result:find') return new Promise((resolve) => void finds.push(resolve));
        runs.push([name, payload.recipe.steps[0]!.parameters]);
        return Promise.resolve({ ok: true, value: { id: String(runs.length), pictureId: 'a', recipe: payload.recipe, state: { kind: 'failed' } } });
      },
    },
  });
  const kept = { id: 'stage' } as Stage;
  const first = findResults('a');
  finds[0]!([kept]);
  await first;
  await runSelectedPicture();
  expect(runs).toEqual([]);

  document('a', 4);
  void findResults('a');
  document('a', 3);
  void findResults('a');
  const run = runSelectedPicture();
  finds[2]!([null]);
  // Comes late and is of no account.
  finds[1]!([kept]);
  await run;
  expect(runs).toEqual([['job:run', { model: 'quick', scale: 3 }]]);
});
