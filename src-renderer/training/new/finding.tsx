/** @file One thing that the doctor found: what, why it matters, a few of the files, and its remedy. Renderer. */
import { ImageOff, Info, OctagonAlert, TriangleAlert } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import type { StudioFinding } from '../../../src-shared/doctor.ts';
import { exclude } from '../../actions/new-training.ts';
import { Button } from '../../ui/button.tsx';
import { MiddleCut } from '../../ui/middle-cut.tsx';
import { findingWords } from '../finding-words.ts';

const icons = { stop: OctagonAlert, warning: TriangleAlert, note: Info };

export function Finding({ finding }: { readonly finding: StudioFinding }) {
  const { t } = useTranslation();
  const { level, examples, exclude: files } = finding;
  const words = findingWords(finding);
  const Icon = icons[level];
  return (
    <li className="finding-row" data-level={level}>
      <Icon size={16} aria-label={t(`training.doctor.levels.${level}`)} role="img" />
      <div className="finding-said">
        <p>
          {words.side !== null && <span className="finding-side">{words.side} </span>}
          {words.text}
        </p>
        <p className="quiet">{words.advice}</p>
        {examples.length > 0 && (
          <ul className="finding-examples">
            {examples.map((example, index) => (
              <Example key={`${index} ${example.name}`} example={example} />
            ))}
          </ul>
        )}
      </div>
      {files.length > 0 && (
        <Button
          onClick={() => {
            exclude(files);
          }}
        >
          {t('training.doctor.leaveOut', { count: files.length })}
        </Button>
      )}
    </li>
  );
}

const Example = ({ example: { name, thumbnail } }: { readonly example: StudioFinding['examples'][number] }) => (
  <li className="finding-example">
    {thumbnail === null ? (
      <span className="finding-no-picture">
        <ImageOff size={16} aria-hidden="true" />
      </span>
    ) : (
      <img src={thumbnail} alt="" loading="lazy" decoding="async" />
    )}
    <MiddleCut text={name} />
  </li>
);
