/** @file Saving the shown result with what the panel says. Renderer. */
import type { WritableFormat } from '../../src-shared/image.ts';
import { writableFormats } from '../../src-shared/image.ts';
import type { Picture } from '../../src-shared/ipc.ts';
import { call } from '../api/bridge.ts';
import { useChoices } from '../stores/choices.ts';
import { resultOf, useJobs } from '../stores/jobs.ts';
import { selectedPicture, usePictures } from '../stores/pictures.ts';
import { useSaves } from '../stores/saves.ts';

/** The chosen format, else that of the source, else PNG, which loses nothing. */
export function saveFormat(picture: Picture, chosen: WritableFormat | null): WritableFormat {
  if (chosen) return chosen;
  const source = picture.state.kind === 'open' ? picture.state.info.format : 'png';
  return writableFormats.find((format) => format === source) ?? 'png';
}

export async function saveSelectedResult(): Promise<void> {
  const picture = selectedPicture(usePictures.getState());
  const job = picture && resultOf(useJobs.getState().jobs, picture.id);
  const { setSave, saves } = useSaves.getState();
  if (!job || saves[job.id]?.kind === 'saving') return;
  const { format, quality, metadata } = useChoices.getState();
  const before = saves[job.id];
  setSave(job.id, { kind: 'saving' });
  const saved = await call('result:save-as', { jobId: job.id, options: { format: saveFormat(picture, format), quality, metadata } });
  if (!saved.ok) setSave(job.id, { kind: 'failed', failure: saved.error });
  else setSave(job.id, saved.value ? { kind: 'saved', saved: saved.value } : before);
}
