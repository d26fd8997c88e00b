/** @file The path to a new training, in four short steps. Renderer. */
import { Check, ChevronLeft } from 'lucide-react';
import { type ComponentType, useEffect, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { followDraft } from '../../actions/new-training.ts';
import { type DraftStep, draftSteps, furthestStep, useNewTraining } from '../../stores/new-training.ts';
import { Button } from '../../ui/button.tsx';
import { GoalStep } from './goal-step.tsx';
import { PicturesStep } from './pictures-step.tsx';
import { QualityStep } from './quality-step.tsx';
import { StartStep } from './start-step.tsx';

const contents: Readonly<Record<DraftStep, ComponentType>> = { goal: GoalStep, pictures: PicturesStep, quality: QualityStep, start: StartStep };

export function NewTraining() {
  const { t } = useTranslation();
  const { draft, step, examination, goTo } = useNewTraining();
  const heading = useRef<HTMLHeadingElement>(null);
  const moved = useRef(false);
  useEffect(followDraft, []);
  useEffect(() => {
    if (moved.current) heading.current?.focus();
    moved.current = true;
  }, [step]);

  const index = draftSteps.indexOf(step);
  const reachable = draftSteps.indexOf(furthestStep(draft, examination));
  const previous = draftSteps[index - 1];
  const next = draftSteps[index + 1];
  const Content = contents[step];
  return (
    <div className="new-training">
      <ol className="new-training-steps" aria-label={t('training.path')}>
        {draftSteps.map((name, place) => (
          <li key={name}>
            <button
              type="button"
              aria-current={name === step ? 'step' : undefined}
              disabled={place > Math.max(reachable, index)}
              onClick={() => {
                goTo(name);
              }}
            >
              <span className="new-training-number">{place < index ? <Check size={14} aria-hidden="true" /> : place + 1}</span>
              {t(`training.steps.${name}`)}
            </button>
          </li>
        ))}
      </ol>
      <div className="new-training-body">
        <h2 ref={heading} tabIndex={-1} className="new-training-title">
          {t(`training.titles.${step}`)}
        </h2>
        <Content />
      </div>
      {(previous ?? next) && (
        <footer className="new-training-foot">
          {previous && (
            <Button
              onClick={() => {
                goTo(previous);
              }}
            >
              <ChevronLeft size={14} aria-hidden="true" />
              {t('training.back')}
            </Button>
          )}
          <span className="top-bar-space" />
          {next && (
            <Button
              tone="primary"
              disabled={draftSteps.indexOf(next) > reachable}
              onClick={() => {
                goTo(next);
              }}
            >
              {t('training.next')}
            </Button>
          )}
        </footer>
      )}
    </div>
  );
}
