/** @file The training studio: the list of trainings, and one of them or the path to a new one. Renderer. */
import { useEffect } from 'react';
import { useTranslation } from 'react-i18next';
import { openTraining } from '../actions/training.ts';
import { useTraining } from '../stores/training.ts';
import { FailureCard } from '../ui/failure-card.tsx';
import { NewTraining } from './new/new-training.tsx';
import { RunView } from './run/run-view.tsx';
import { TrainingList } from './training-list.tsx';
import { Welcome } from './welcome.tsx';

export function TrainingScreen() {
  const shown = useTraining((state) => state.shown);
  const some = useTraining((state) => state.trainings.length > 0);
  return (
    <div className="training" data-list={some}>
      {some && <TrainingList />}
      <div className="training-shown">{shown.kind === 'new' ? <NewTraining /> : shown.kind === 'training' ? <OneTraining key={shown.id} id={shown.id} /> : <Welcome />}</div>
    </div>
  );
}

function OneTraining({ id }: { readonly id: string }) {
  const { t } = useTranslation();
  const summary = useTraining((state) => state.trainings.find((it) => it.id === id));
  const opened = useTraining((state) => (state.opened?.id === id ? state.opened : null));
  const failure = useTraining((state) => state.failure);
  // What a training is and holds changes with its state: its parameters and settings are known when it has begun.
  useEffect(() => {
    void openTraining(id);
  }, [id, summary?.state]);
  if (failure) return <FailureCard failure={failure} />;
  if (!summary) return null;
  if (!opened)
    return (
      <p className="training-message quiet" role="status">
        {t('training.opening')}
      </p>
    );
  return <RunView summary={summary} details={opened.details} checkpoints={opened.checkpoints} />;
}
