/**
 * @file What the engine does for each method of src-shared/engine-messages.ts. Runs in the engine.
 *
 * A window that has just started waits for its first picture: only what opens pictures is loaded with the program.
 */
import { writeGlance } from '../image-io/glance.ts';
import { inspectImage } from '../image-io/inspect.ts';
import { writeThumbnail } from '../image-io/thumbnail.ts';
import type { EngineMethods, EnginePlaces, NetworkMethods } from './network-methods.ts';
import { openPicture } from './open-picture.ts';

export function createEngineMethods(places: EnginePlaces): EngineMethods {
  let loading: Promise<NetworkMethods> | undefined;
  const later = async () => (loading ??= import('./network-methods.ts').then(({ createNetworkMethods }) => createNetworkMethods(places)));
  return {
    inspect: ({ path, whole }) => inspectImage(path, whole),
    glance: ({ path, view, pyramid }, { signal }) => writeGlance(path, view, pyramid, signal),
    thumbnail: ({ path, pyramid, side }, { signal }) => writeThumbnail(path, pyramid, side, signal),
    open: (call, { signal }) => openPicture(call, signal),
    run: async (...call) => (await later()).run(...call),
    preview: async (...call) => (await later()).preview(...call),
    save: async (...call) => (await later()).save(...call),
    'estimate-size': async (...call) => (await later())['estimate-size'](...call),
    'inspect-model': async (...call) => (await later())['inspect-model'](...call),
    'select-mask': async (...call) => (await later())['select-mask'](...call),
    'apply-mask-rule': async (...call) => (await later())['apply-mask-rule'](...call),
    'export-mask': async (...call) => (await later())['export-mask'](...call),
    devices: async (...call) => (await later()).devices(...call),
  };
}
