/** @file Names over what is compared, and the slider's boundary. Renderer. */
import { useTranslation } from 'react-i18next';
import { currentSurface } from '../canvas/current-surface.ts';
import type { Comparison } from '../canvas/scene.ts';
import { choiceName } from './choice-name.ts';
import type { Choice } from './sides.ts';
import { SplitHandle } from './split-handle.tsx';

type SideLabelsProps = { readonly comparison: Comparison; readonly before: Choice; readonly after: Choice };

export function SideLabels({ comparison, before, after }: SideLabelsProps) {
  // Names follow the language.
  useTranslation();
  const names = { before: choiceName(before), after: choiceName(after) };
  if (comparison.kind === 'slider') return <SplitHandle key={comparison.axis} axis={comparison.axis} {...names} onSplit={(share) => currentSurface()?.setSplit(share)} />;
  if (comparison.kind !== 'side') return null;
  return (
    <>
      <span className={`side-label side-label-before side-label-${comparison.axis}`}>{names.before}</span>
      <span className={`side-label side-label-after side-label-${comparison.axis}`}>{names.after}</span>
    </>
  );
}
