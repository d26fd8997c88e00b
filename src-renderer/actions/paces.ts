/** @file How fast steps run on this machine: measured by results and previews, kept in the settings. Renderer. */
import type { Job, Stage } from '../../src-shared/ipc.ts';
import { type Paces, type Size, type Steps, learnPace, resultSize } from '../panels/estimate.ts';
import { useApplication } from '../stores/application.ts';
import { usePictures } from '../stores/pictures.ts';
import { changeSettings } from './settings.ts';

/**
 * Only the time in the network counts: what else a small region takes says nothing about a picture. The first `kept` steps
 * took none; `input` is after shrinking, before all steps.
 */
export function learnFromPreview(steps: Steps, kept: number, input: Size, networkMs: number): void {
  // A mask left nothing to do in the region.
  if (networkMs === 0) return;
  const { paces, ladder } = useApplication.getState().settings;
  keep(learnPace(paces, ladder, steps.slice(kept), resultSize(input, steps.slice(0, kept)), networkMs));
}

/** The pace of each step of a job that is done. */
export function learnFromJob({ pictureId, recipe: { steps } }: Job, stages: readonly Stage[]): void {
  const picture = usePictures.getState().pictures.find((it) => it.id === pictureId);
  if (picture?.state.kind !== 'open') return;
  const source = picture.state.info;
  const { paces, ladder } = useApplication.getState().settings;
  // A step that had nothing to do says nothing.
  const learn = (before: Paces, { details }: Stage, index: number) =>
    details.tiles === 0 ? before : learnPace(before, ladder, steps.slice(index, index + 1), resultSize(source, steps.slice(0, index)), details.durationMs);
  keep(stages.reduce(learn, paces));
}

const keep = (paces: Paces): void => void changeSettings({ paces: { ...paces } });
