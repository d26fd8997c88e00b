/** @file The training studio with a real trainer, for tests. */
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { onTestFinished } from 'vitest';
import type { TrainingSummary } from '../../src-shared/training.ts';
import { examineFolders, judgePreviews, runTraining, type RunningTrainer } from '../children/trainer-client.ts';
import type { StudioNews } from '../studio/studio-news.ts';
import { openStudio, type StudioSurroundings } from '../studio/studio.ts';

const program = fileURLToPath(new URL('../../dist/node/trainer.mjs', import.meta.url));

type Changed = { /** Of the trainings; absent: in `home`. */ readonly folder?: string; /** Absent: a real trainer. */ readonly train?: StudioSurroundings['train'] };

/** A studio with its files in `home`, and a way to wait for what it tells. */
export async function openRealStudio(home: string, { folder = join(home, 'trainings'), train }: Changed = {}) {
  const told: { name: keyof StudioNews; value: unknown }[] = [];
  const waiting = new Set<() => void>();
  const running: RunningTrainer[] = [];
  const studio = await openStudio({
    folder,
    scratch: join(home, 'scratch'),
    train: train ?? ((request, options) => runTraining(request, { program, ...options, onRunning: (trainer) => { running.push(trainer); options.onRunning?.(trainer); } })),
    examineFolders: (request, options) => examineFolders(request, { program, ...options }),
    judgePreviews: (request, options) => judgePreviews(request, { program, ...options }),
    accelerates: () => Promise.resolve(false),
    modelDirectories: () => [join(home, 'models')],
    tell: (name, value) => {
      told.push({ name, value });
      for (const look of waiting) look();
    },
  });
  onTestFinished(() => studio.dispose());
  const until = (fulfilled: () => boolean) =>
    new Promise<void>((resolve) => {
      const look = () => {
        if (!fulfilled()) return;
        waiting.delete(look);
        resolve();
      };
      waiting.add(look);
      look();
    });
  const state = (id: string) => studio.trainings.find(id)?.state;
  const count = (name: keyof StudioNews) => told.filter((one) => one.name === name).length;
  const checkpointsOf = (id: string) => told.filter(({ name, value }) => name === 'training:checkpoint' && (value as StudioNews['training:checkpoint']).id === id).length;
  return { studio, told, running, until, state, count, checkpointsOf };
}

export const created = (result: { ok: boolean; value?: TrainingSummary }): string => {
  if (!result.ok) throw new Error(JSON.stringify(result));
  return result.value!.id;
};
