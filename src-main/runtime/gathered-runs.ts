/**
 * @file Runs of equal size that wait for a device, put together into one. Pure; runs in the engine.
 *
 * [Note: Gathered runs] What a run costs beside its pixels, on a GPU dozens of kernels to start and two copies to wait for, a
 * small picture pays as a large one does. So what waits while the device is busy goes to it together, up to the pixels of one
 * tile. A processor's core takes as long a pixel either way: there pictures run side by side instead ([Note: Two lanes]).
 */
import { type Result, succeed } from '../../src-shared/result.ts';
import type { NetworkRun, PlanarImage } from './session.ts';

type Run = (image: PlanarImage) => Promise<Result<NetworkRun>>;
type RunSeveral = (images: readonly PlanarImage[]) => Promise<Result<readonly NetworkRun[]>>;
type Waiting = { readonly image: PlanarImage; readonly answer: (ran: Result<NetworkRun> | Promise<Result<NetworkRun>>) => void };

/** `mostPixels`: of all pictures of a run. One that fails is repeated picture by picture: memory may be enough for one. */
export function gatherRuns(run: Run, runSeveral: RunSeveral, mostPixels: number): Run {
  const waiting: Waiting[] = [];
  let busy = false;

  function takeTogether(): Waiting[] {
    const { width, height } = waiting[0]!.image;
    const most = Math.max(1, Math.floor(mostPixels / (width * height)));
    const together = waiting.filter(({ image }) => image.width === width && image.height === height).slice(0, most);
    for (const taken of together) waiting.splice(waiting.indexOf(taken), 1);
    return together;
  }

  async function runTogether(together: readonly Waiting[]): Promise<void> {
    const ran = together.length > 1 ? await runSeveral(together.map(({ image }) => image)) : undefined;
    for (const [place, { image, answer }] of together.entries()) {
      if (ran?.ok) answer(succeed(ran.value[place]!));
      else {
        const one = run(image);
        answer(one);
        await one.catch(() => undefined);
      }
    }
  }

  async function work(): Promise<void> {
    if (busy) return;
    busy = true;
    while (waiting.length > 0) await runTogether(takeTogether());
    busy = false;
  }

  return (image) =>
    new Promise((resolve) => {
      waiting.push({ image, answer: resolve });
      void work();
    });
}
