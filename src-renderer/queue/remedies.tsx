/** @file What can be tried with a job that failed: smaller tiles. Renderer. */
import { RotateCcw } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import type { Job } from '../../src-shared/ipc.ts';
import type { Remedy } from '../../src-shared/job.ts';
import { retryJob } from '../actions/jobs.ts';
import { formatCount } from '../format.ts';
import { Button } from '../ui/button.tsx';

export function Remedies({ job, remedies }: { readonly job: Job; readonly remedies: readonly Remedy[] }) {
  const { t } = useTranslation();
  if (remedies.length === 0) return null;
  return (
    <div className="remedies">
      {remedies.map((remedy) => (
        <Button key={remedy.tile} onClick={() => void retryJob(job, remedy)}>
          <RotateCcw size={14} aria-hidden="true" />
          {t('job.retryTile', { side: formatCount(remedy.tile) })}
        </Button>
      ))}
    </div>
  );
}
