/** @file Opening, choosing and closing pictures. Renderer. */
import type { Picture } from '../../src-shared/ipc.ts';
import { call, pathsOf } from '../api/bridge.ts';
import type { SampleName } from '../../src-shared/samples.ts';
import { t } from '../i18n.ts';
import { useJobs } from '../stores/jobs.ts';
import { usePictures } from '../stores/pictures.ts';
import { useView } from '../stores/view.ts';
import { beginSample } from './documents.ts';
import { isOwnDrag } from './drag-out.ts';

/** Takes in pictures that main has begun to open, and shows the first of them. */
export function takeIn(pictures: readonly Picture[]): void {
  const [first] = pictures;
  if (!first) return;
  usePictures.getState().put(pictures);
  usePictures.getState().select(first.id);
}

export async function openFiles(files: FileList): Promise<void> {
  const named = pathsOf(files);
  const paths = named.filter((path) => !isOwnDrag(path));
  if (paths.length === 0 && named.length > 0) return;
  if (paths.length > 0) takeIn(await call('picture:open', { paths }));
  else if (files.length > 0) useView.getState().notify({ tone: 'bad', text: t('dropNotOnDisk') });
}

export const openPath = async (path: string): Promise<void> => {
  takeIn(await call('picture:open', { paths: [path] }));
};

export const openDialog = async (): Promise<void> => {
  takeIn(await call('picture:open-dialog'));
};

/** With a step of the operation that it shows; one that is open already keeps its steps. */
export async function openSample(operation: SampleName): Promise<void> {
  const known = new Set(usePictures.getState().pictures.map(({ id }) => id));
  const opened = await call('picture:open-sample', { operation });
  takeIn(opened);
  for (const { id } of opened) if (!known.has(id)) beginSample(id, operation);
}

export async function closePicture(pictureId: string): Promise<void> {
  usePictures.getState().remove(pictureId);
  useJobs.getState().removeOf(pictureId);
  await call('picture:close', { pictureId });
}

export function closeSelectedPicture(): void {
  const { selectedId } = usePictures.getState();
  if (selectedId) void closePicture(selectedId);
}

/** `step` pictures further in the filmstrip; the ends hold. */
export function selectNeighbour(step: number): void {
  const { pictures, selectedId, select } = usePictures.getState();
  const index = pictures.findIndex((it) => it.id === selectedId);
  const neighbour = pictures[Math.min(pictures.length - 1, Math.max(0, index + step))];
  if (neighbour) select(neighbour.id);
}
