/** @file What an empty window invites to. Renderer. */
import { FolderOpen } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { sampleNames } from '../../src-shared/samples.ts';
import { openDialog, openPath, openSample } from '../actions/pictures.ts';
import { useApplication } from '../stores/application.ts';
import { Button } from '../ui/button.tsx';
import { MiddleCut } from '../ui/middle-cut.tsx';

const recentShown = 5;

export function EmptyState() {
  const { t } = useTranslation();
  const recent = useApplication((state) => state.settings.recentFiles).slice(0, recentShown);
  return (
    <div className="empty-state">
      <Illustration />
      <h2 className="empty-title">{t('empty.title')}</h2>
      <p className="quiet">{t('empty.formats')}</p>
      <div className="empty-actions">
        <Button tone="primary" onClick={() => void openDialog()}>
          <FolderOpen size={16} aria-hidden="true" />
          {t('empty.open')}
        </Button>
      </div>
      <p id="empty-try" className="quiet empty-try">
        {t('empty.try')}
      </p>
      <div className="empty-samples" role="group" aria-labelledby="empty-try">
        {sampleNames.map((name) => (
          <Button key={name} onClick={() => void openSample(name)}>
            {t(`empty.samples.${name}`)}
          </Button>
        ))}
      </div>
      {recent.length > 0 && (
        <section className="recent" aria-label={t('empty.recent')}>
          <h2>{t('empty.recent')}</h2>
          <ul>
            {recent.map((path) => (
              <li key={path}>
                <button type="button" className="recent-file" onClick={() => void openPath(path)}>
                  <MiddleCut text={path} />
                </button>
              </li>
            ))}
          </ul>
        </section>
      )}
    </div>
  );
}

/** The same hill twice: in blocks on the left, smooth on the right. */
const Illustration = () => {
  const { t } = useTranslation();
  return (
    <svg className="illustration" viewBox="0 0 160 100" role="img" aria-label={t('empty.illustration')}>
      <defs>
        <clipPath id="frame">
          <rect x="1" y="1" width="158" height="98" rx="6" />
        </clipPath>
      </defs>
      <g clipPath="url(#frame)">
        <rect className="illustration-sky" width="160" height="100" />
        <path className="illustration-hill" d="M0 80h10v-10h10v-10h10v-10h10v-10h20v10h10v10h10v40H0z" />
        <path className="illustration-sun-coarse" d="M33 15h15v5h5v15h-5v5H33v-5h-5V20h5z" />
        <circle className="illustration-sun" cx="122" cy="28" r="13" />
        <path className="illustration-hill-sharp" d="M80 62 C90 70 98 74 104 66 C116 48 124 42 132 46 C144 52 150 68 160 74 V100 H80z" />
      </g>
      <line className="illustration-line" x1="80" x2="80" y1="0" y2="100" />
      <circle className="illustration-grip" cx="80" cy="50" r="7" />
    </svg>
  );
};
