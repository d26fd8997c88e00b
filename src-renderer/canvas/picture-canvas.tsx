/** @file The large canvas, that of the window's commands. Renderer. */
import { useTranslation } from 'react-i18next';
import { mainCamera, setCurrentSurface, tellFrame } from './current-surface.ts';
import type { Comparison, Scene } from './scene.ts';
import { useSurface } from './use-surface.ts';
import { useWideGamut } from './wide-gamut.ts';

type PictureCanvasProps = { readonly scene: Scene; readonly name: string; readonly comparison: Comparison };

export function PictureCanvas(props: PictureCanvasProps) {
  const wideGamut = useWideGamut();
  return <Canvas key={String(wideGamut)} wideGamut={wideGamut} {...props} />;
}

function Canvas({ name, ...shown }: PictureCanvasProps & { readonly wideGamut: boolean }) {
  const { t } = useTranslation();
  const element = useSurface({ ...shown, camera: mainCamera, onFrame: tellFrame, onSurface: setCurrentSurface });
  return (
    <canvas ref={element} className="picture-canvas" tabIndex={0} role="application" aria-label={t('canvas.label', { name })} aria-description={t('canvas.keys')} />
  );
}
