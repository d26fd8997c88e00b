/** @file The dataset doctor's report: a verdict, what it rests on, and what can be done about it by one click. Renderer. */
import { CircleCheck, TriangleAlert } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import type { DoctorReport } from '../../../src-shared/doctor.ts';
import { exclude } from '../../actions/new-training.ts';
import { hasFolders, useNewTraining } from '../../stores/new-training.ts';
import { Button } from '../../ui/button.tsx';
import { FailureCard } from '../../ui/failure-card.tsx';
import { ProgressBar } from '../../ui/progress-bar.tsx';
import { Finding } from './finding.tsx';

export function Doctor() {
  const { t } = useTranslation();
  const examination = useNewTraining((state) => state.examination);
  const asked = useNewTraining(({ draft }) => hasFolders(draft));
  if (!asked || examination.kind === 'idle') return null;
  if (examination.kind === 'failed') return <FailureCard failure={examination.failure} />;
  if (examination.kind === 'running') {
    const { done, total } = examination.progress ?? { done: 0, total: 0 };
    return (
      <div className="doctor" role="status">
        <p>{total === 0 ? t('training.doctor.looking') : t('training.doctor.lookingAt', { done, total })}</p>
        <ProgressBar label={t('training.doctor.title')} done={total === 0 ? 0 : done / total} />
      </div>
    );
  }
  return <Report report={examination.value} />;
}

function Report({ report: { findings, canTrain } }: { readonly report: DoctorReport }) {
  const { t } = useTranslation();
  const excluded = useNewTraining((state) => state.draft.excluded.length);
  const change = useNewTraining((state) => state.change);
  const verdict = !canTrain ? 'no' : findings.some(({ level }) => level === 'warning') ? 'maybe' : 'yes';
  const leaveOut = [...new Set(findings.flatMap((finding) => finding.exclude))];
  return (
    <section className="doctor" aria-label={t('training.doctor.title')}>
      <p className="doctor-verdict" data-verdict={verdict} role="status">
        {verdict === 'yes' ? <CircleCheck size={16} aria-hidden="true" /> : <TriangleAlert size={16} aria-hidden="true" />}
        {t(`training.doctor.verdicts.${verdict}`)}
      </p>
      {findings.filter(({ exclude: files }) => files.length > 0).length > 1 && (
        <Button
          onClick={() => {
            exclude(leaveOut);
          }}
        >
          {t('training.doctor.leaveOutAll', { count: leaveOut.length })}
        </Button>
      )}
      <ul className="findings">
        {findings.map((finding) => (
          <Finding key={`${finding.code} ${finding.side ?? ''}`} finding={finding} />
        ))}
      </ul>
      {excluded > 0 && (
        <p className="doctor-excluded quiet">
          {t('training.doctor.excluded', { count: excluded })}
          <Button
            onClick={() => {
              change({ excluded: [] });
            }}
          >
            {t('training.doctor.takeBack')}
          </Button>
        </p>
      )}
    </section>
  );
}
