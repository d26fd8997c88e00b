/**
 * @file The screens beside the editor, which is always there; renderer. A new one is a name in `stores/view.ts`, a line here
 * and its word under `screens` in the catalogues. Each is loaded when it is first shown.
 */
import { type ComponentType, lazy } from 'react';
import type { ScreenName } from './stores/view.ts';

export const screens: Readonly<Partial<Record<ScreenName, ComponentType>>> = {
  batch: lazy(async () => ({ default: (await import('./batch/batch-screen.tsx')).BatchScreen })),
  train: lazy(async () => ({ default: (await import('./training/training-screen.tsx')).TrainingScreen })),
  models: lazy(async () => ({ default: (await import('./models/models-screen.tsx')).ModelsScreen })),
};
export const screenNames: readonly ScreenName[] = ['edit', ...(Object.keys(screens) as ScreenName[])];
