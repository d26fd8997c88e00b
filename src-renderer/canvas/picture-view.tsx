/** @file A small view of a picture, to be put anywhere; views that share a camera move together. Renderer. */
import type { Camera } from './camera.ts';
import type { Comparison, Scene } from './scene.ts';
import type { Surface } from './surface.ts';
import { useSurface } from './use-surface.ts';
import { useWideGamut } from './wide-gamut.ts';

type PictureViewProps = {
  readonly scene: Scene;
  readonly camera: Camera;
  readonly label: string;
  readonly comparison?: Comparison;
  /** Told of the surface, and of null when it is gone; may not change while the view is mounted. */
  readonly onSurface?: (surface: Surface | null) => void;
};

/** Fills its parent, which it needs for itself; moved by pointer, wheel and arrow keys as the large canvas is. */
export function PictureView(props: PictureViewProps) {
  const wideGamut = useWideGamut();
  return <View key={String(wideGamut)} wideGamut={wideGamut} {...props} />;
}

const off = { kind: 'off' } as const;

function View({ label, comparison = off, ...shown }: PictureViewProps & { readonly wideGamut: boolean }) {
  const element = useSurface({ ...shown, comparison });
  return <canvas ref={element} className="picture-canvas" tabIndex={0} role="application" aria-label={label} />;
}
