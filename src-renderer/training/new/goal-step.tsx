/** @file What the model is to do: three cards, each with a picture of it. Renderer. */
import { useId } from 'react';
import { useTranslation } from 'react-i18next';
import { goals } from '../../../src-shared/training-definition.ts';
import { chooseGoal } from '../../actions/new-training.ts';
import { useNewTraining } from '../../stores/new-training.ts';
import { GoalIllustration } from '../goal-illustration.tsx';

export function GoalStep() {
  const { t } = useTranslation();
  const chosen = useNewTraining((state) => state.draft.goal);
  const name = useId();
  return (
    <fieldset>
      <legend className="for-screen-readers">{t('training.titles.goal')}</legend>
      <div className="goal-cards">
        {goals.map((goal) => (
          <label key={goal} className="goal-card">
            <GoalIllustration goal={goal} />
            <span className="goal-name">
              <input
                type="radio"
                name={name}
                checked={goal === chosen}
                aria-describedby={`${name}-${goal}`}
                onChange={() => {
                  chooseGoal(goal);
                }}
              />
              {t(`training.goals.${goal}.name`)}
            </span>
            <span id={`${name}-${goal}`} className="quiet">
              {t(`training.goals.${goal}.story`)}
            </span>
          </label>
        ))}
      </div>
    </fieldset>
  );
}
