/** @file What the studio invites to while no training is shown. Renderer. */
import { Sparkles } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { goals } from '../../src-shared/training-definition.ts';
import { beginTraining } from '../actions/new-training.ts';
import { Button } from '../ui/button.tsx';
import { GoalIllustration } from './goal-illustration.tsx';

export function Welcome() {
  const { t } = useTranslation();
  return (
    <div className="training-welcome">
      <div className="training-welcome-pictures">
        {goals.map((goal) => (
          <GoalIllustration key={goal} goal={goal} />
        ))}
      </div>
      <h2 className="empty-title">{t('training.welcome.title')}</h2>
      <p className="quiet">{t('training.welcome.text')}</p>
      <p className="quiet">{t('training.privacy')}</p>
      <div className="empty-actions">
        <Button tone="primary" onClick={beginTraining}>
          <Sparkles size={16} aria-hidden="true" />
          {t('training.welcome.begin')}
        </Button>
      </div>
    </div>
  );
}
