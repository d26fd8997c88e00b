/** @file Tells main how large pictures are shown, so that it makes a first look at one just as sharp. Renderer. */
import { call } from '../api/bridge.ts';
import { roomIn } from '../canvas/viewport.ts';

/** Until the returned function is called. */
export function tellViewSize(element: HTMLElement): () => void {
  const observer = new ResizeObserver(([entry]) => {
    const [box] = entry?.devicePixelContentBoxSize ?? [];
    const room = box && roomIn({ width: box.inlineSize, height: box.blockSize });
    // There is none while another screen is shown.
    if (room && room.width > 0 && room.height > 0) void call('view:size', room);
  });
  observer.observe(element, { box: 'device-pixel-content-box' });
  return () => {
    observer.disconnect();
  };
}
