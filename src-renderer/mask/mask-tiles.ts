/**
 * @file Tiles of the shown mask in the window: asked of the worker, kept as long as they are near. Renderer.
 *
 * A new version of the mask replaces the one before at once, when all that is in sight is there, so that nothing flickers.
 */
import type { MaskFrame } from '../../src-shared/mask/frame.ts';
import type { Mask, MaskShape } from '../../src-shared/mask.ts';
import type { MaskAnswer, MaskRequest, MaskTile } from './mask-worker.ts';

/** Tiles that are kept, those in sight in any case: a megabyte each, but for empty and full ones. */
const keptTiles = 24;

type Tiles = Map<string, MaskTile>;
export type WantedTile = { readonly key: string; readonly frame: MaskFrame };

/** `onChange` is told when there is something new to draw. */
export function createMaskTiles(onChange: () => void) {
  const worker = new Worker(new URL('mask-worker.ts', import.meta.url), { type: 'module' });
  const pending = new Map<number, { readonly key: string; readonly version: number }>();
  let lastId = 0;
  let version = 0;
  let shownSubject = '';
  let shapes: readonly MaskShape[] = [];
  let outline = false;
  let shown: Tiles = new Map();
  /** Tiles of the newest version, while `shown` holds the one before. */
  let next: Tiles | null = null;
  let wanted: readonly WantedTile[] = [];

  const post = (request: MaskRequest) => {
    worker.postMessage(request);
  };
  const newest = () => next ?? shown;

  worker.addEventListener('message', ({ data }: MessageEvent<MaskAnswer>) => {
    const asked = pending.get(data.id);
    pending.delete(data.id);
    if (asked?.version !== version) return dispose(data.tile);
    newest().set(asked.key, data.tile);
    settle();
    onChange();
  });

  function settle(): void {
    if (next && wanted.every(({ key }) => next!.has(key))) {
      close(shown);
      [shown, next] = [next, null];
    }
    for (const key of shown.keys()) {
      if (shown.size <= keptTiles) break;
      if (wanted.some((tile) => tile.key === key)) continue;
      dispose(shown.get(key)!);
      shown.delete(key);
    }
  }

  function close(tiles: Tiles): void {
    for (const tile of tiles.values()) dispose(tile);
    tiles.clear();
  }

  function begin(): void {
    version += 1;
    if (next) close(next);
    next = new Map();
  }

  return {
    /** Shows a painted mask from now on; another `subject` is not drawn as the one before until it is there. */
    show(mask: Mask | null, subject: string) {
      begin();
      if (subject !== shownSubject) close(shown);
      shownSubject = subject;
      const painted = mask?.source.kind === 'painted' ? mask.source : null;
      const now = painted?.shapes ?? [];
      let kept = 0;
      while (kept < now.length && now[kept] === shapes[kept]) kept += 1;
      shapes = now;
      const { inverted, grow, feather } = mask ?? { inverted: false, grow: 0, feather: 0 };
      post({ kind: 'mask', kept, shapes: now.slice(kept), size: { width: painted?.width ?? 1, height: painted?.height ?? 1 }, edge: { inverted, grow, feather } });
    },
    setOutline(on: boolean) {
      if (outline === on) return;
      outline = on;
      begin();
    },
    /** What is in sight, the most urgent first. */
    want(tiles: readonly WantedTile[]) {
      wanted = tiles;
      settle();
      const asked = new Set([...pending.values()].filter((it) => it.version === version).map(({ key }) => key));
      for (const { key, frame } of tiles) {
        if (newest().has(key) || asked.has(key)) continue;
        lastId += 1;
        pending.set(lastId, { key, version });
        post({ kind: 'tile', id: lastId, frame, outline });
      }
    },
    /** Undefined where it is not there yet. */
    get: (key: string) => shown.get(key),
    /** Whether what is shown is the newest. */
    isCurrent: () => next === null,
    destroy() {
      worker.terminate();
      close(shown);
      if (next) close(next);
    },
  };
}

function dispose(tile: MaskTile): void {
  if (tile instanceof ImageBitmap) tile.close();
}
