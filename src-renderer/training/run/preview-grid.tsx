/** @file The held-out pictures of one checkpoint: each with what it was and what becomes of it. Renderer. */
import { type CSSProperties, memo } from 'react';
import { useTranslation } from 'react-i18next';
import type { PreviewRow } from '../../../src-shared/training.ts';
import { MiddleCut } from '../../ui/middle-cut.tsx';

type PreviewGridProps = {
  /** Those of one `what`. */
  readonly rows: readonly PreviewRow[];
  /** The discriminator's view of each output, laid over it; empty where it is not wanted or not known yet. */
  readonly heats: readonly (string | undefined)[];
  readonly onCompare: (index: number) => void;
};

export const PreviewGrid = memo(function PreviewGrid({ rows, heats, onCompare }: PreviewGridProps) {
  const { t } = useTranslation();
  const shown = rows.filter(({ row }) => row !== 'heat');
  const count = shown[0]?.pictures.length ?? 0;
  return (
    <ul className="preview-grid" data-rows={shown.length} style={{ '--cells': shown.length } as CSSProperties}>
      {Array.from({ length: count }, (_, index) => (
        <li key={index}>
          <button
            type="button"
            className="preview-card"
            onClick={() => {
              onCompare(index);
            }}
          >
            <span className="for-screen-readers">{t('training.previews.open', { number: index + 1, total: count })}</span>
            {shown.map(({ row, pictures, names }) => (
              <span key={row} className="preview-cell">
                <span className="preview-picture">
                  <img src={pictures[index]} alt="" loading="lazy" decoding="async" />
                  {row === 'output' && heats[index] !== undefined && <img className="preview-heat" src={heats[index]} alt="" loading="lazy" decoding="async" />}
                </span>
                <span className="preview-name quiet">{row === 'output' && names?.[index] !== undefined ? <MiddleCut text={names[index]} /> : t(`training.previews.rows.${row as Exclude<PreviewRow['row'], 'heat'>}`)}</span>
              </span>
            ))}
          </button>
        </li>
      ))}
    </ul>
  );
});
