/** @file The choice of one of a model's looks, each with what it makes of the picture. Renderer. */
import { useId } from 'react';
import type { LookParameter } from '../../src-shared/operations/operation.ts';
import { GalleryThumbnail } from './gallery-thumbnail.tsx';

type LookFieldProps = { readonly parameter: LookParameter; readonly looks: readonly string[]; readonly value: string; readonly onChange: (value: string) => void };

export function LookField({ parameter, looks, value, onChange }: LookFieldProps) {
  const name = useId();
  const chosen = looks.includes(value) ? value : looks[0];
  if (looks.length === 0) return null;
  return (
    <fieldset className="field" title={parameter.help}>
      <legend>{parameter.label}</legend>
      <div className="look-cards">
        {looks.map((look) => (
          <label key={look} className="look-card" title={look}>
            <input type="radio" name={name} value={look} checked={look === chosen} aria-label={look} onChange={() => { onChange(look); }} />
            <GalleryThumbnail changed={{ look }} />
            <span className="look-name" aria-hidden="true">{look}</span>
          </label>
        ))}
      </div>
    </fieldset>
  );
}
