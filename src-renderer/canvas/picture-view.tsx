/** @file A small view of a picture, to be put anywhere; views that share a camera move together. Renderer. */
import type { Camera } from './camera.ts';
import type { Scene } from './scene.ts';
import { useSurface } from './use-surface.ts';
import { useWideGamut } from './wide-gamut.ts';

type PictureViewProps = { readonly scene: Scene; readonly camera: Camera; readonly label: string };

/** Fills its parent, which it needs for itself; moved by pointer, wheel and arrow keys as the large canvas is. */
export function PictureView(props: PictureViewProps) {
  const wideGamut = useWideGamut();
  return <View key={String(wideGamut)} wideGamut={wideGamut} {...props} />;
}

const off = { kind: 'off' } as const;

function View({ label, ...shown }: PictureViewProps & { readonly wideGamut: boolean }) {
  const element = useSurface({ ...shown, comparison: off });
  return <canvas ref={element} className="picture-canvas" tabIndex={0} role="application" aria-label={label} />;
}
