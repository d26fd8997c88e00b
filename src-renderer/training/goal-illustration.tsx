/** @file What each kind of training does to a picture, drawn: before on the left, after on the right. Renderer. */
import { useId } from 'react';
import { useTranslation } from 'react-i18next';
import type { Goal } from '../../src-shared/training-definition.ts';

const hills = 'M80 62 C90 70 98 74 104 66 C116 48 124 42 132 46 C144 52 150 68 160 74 V100 H80z';
const sameHills = 'M0 62 C10 70 18 74 24 66 C36 48 44 42 52 46 C64 52 70 68 80 74 V100 H0z';

export function GoalIllustration({ goal }: { readonly goal: Goal }) {
  const { t } = useTranslation();
  const frame = useId();
  return (
    <svg className="illustration" viewBox="0 0 160 100" role="img" aria-label={t(`training.goals.${goal}.picture`)}>
      <defs>
        <clipPath id={frame}>
          <rect width="160" height="100" rx="6" />
        </clipPath>
      </defs>
      <g clipPath={`url(#${frame})`}>
        <rect className="illustration-sky" width="160" height="100" />
        {goal === 'translate' && <Translated />}
        {goal === 'upscale' && <Upscaled />}
        {goal === 'fill' && <Filled />}
      </g>
      <line className="illustration-line" x1="80" x2="80" y1="0" y2="100" />
    </svg>
  );
}

/** A day, and the same place at night. */
const Translated = () => (
  <>
    <path className="illustration-hill" d={sameHills} />
    <circle className="illustration-sun" cx="20" cy="28" r="13" />
    <rect className="illustration-night" x="80" width="80" height="100" />
    <path className="illustration-night-hill" d={hills} />
    <path className="illustration-sun" d="M104 16a14 14 0 1 0 10 22a12 12 0 0 1 -10 -22z" />
    <circle className="illustration-sun" cx="140" cy="22" r="1.5" />
    <circle className="illustration-sun" cx="126" cy="12" r="1.2" />
  </>
);

/** The same hill in blocks, and smooth. */
const Upscaled = () => (
  <>
    <path className="illustration-hill" d="M0 70h20v10h10v-20h10v-10h20v10h10v20h10v30H0z" />
    <path className="illustration-sun" d="M13 15h15v5h5v15h-5v5H13v-5h-5V20h5z" />
    <circle className="illustration-sun" cx="100" cy="28" r="13" />
    <path className="illustration-hill" d={hills} />
  </>
);

/** A picture with a piece missing, and whole. */
const Filled = () => (
  <>
    <path className="illustration-hill" d={sameHills} />
    <circle className="illustration-sun" cx="20" cy="28" r="13" />
    <path className="illustration-gap" d="M34 30h30v42H34z" />
    <circle className="illustration-sun" cx="100" cy="28" r="13" />
    <path className="illustration-hill" d={hills} />
  </>
);
