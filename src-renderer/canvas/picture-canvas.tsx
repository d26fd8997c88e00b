/** @file The canvas element: mounts a surface, keeps its size in device pixels, hands it the scene. Renderer. */
import { useEffect, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { setCurrentSurface, tellZoom } from './current-surface.ts';
import { bindGestures } from './gestures.ts';
import type { Scene } from './scene.ts';
import { type Surface, createSurface } from './surface.ts';

type PictureCanvasProps = { readonly scene: Scene; readonly name: string; readonly comparing: boolean };

export function PictureCanvas({ scene, name, comparing }: PictureCanvasProps) {
  const { t } = useTranslation();
  const element = useRef<HTMLCanvasElement>(null);
  const surface = useRef<Surface>(null);

  useEffect(() => {
    const canvas = element.current!;
    const created = createSurface(canvas, tellZoom);
    surface.current = created;
    setCurrentSurface(created);
    const unbind = bindGestures(canvas, created);
    const observer = new ResizeObserver(([entry]) => {
      const [box] = entry?.devicePixelContentBoxSize ?? [];
      if (box) created.resize({ width: box.inlineSize, height: box.blockSize });
    });
    observer.observe(canvas, { box: 'device-pixel-content-box' });
    return () => {
      observer.disconnect();
      unbind();
      setCurrentSurface(null);
      created.destroy();
    };
  }, []);

  useEffect(() => {
    surface.current?.show(scene);
  }, [scene]);
  useEffect(() => {
    surface.current?.setComparing(comparing);
  }, [comparing]);

  return (
    <canvas
      ref={element}
      className="picture-canvas"
      tabIndex={0}
      role="application"
      aria-label={t('canvas.label', { name })}
      aria-description={t('canvas.keys')}
    />
  );
}
