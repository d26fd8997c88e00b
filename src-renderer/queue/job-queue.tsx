/** @file The queue: a summary in the top bar, the list of all jobs behind it. Renderer. */
import { ListChecks } from 'lucide-react';
import { Popover } from 'radix-ui';
import { useTranslation } from 'react-i18next';
import { cancelAllJobs, clearJobs } from '../actions/queue.ts';
import { isActive, isEnding, useJobs } from '../stores/jobs.ts';
import { Button } from '../ui/button.tsx';
import { JobStatus } from './job-status.tsx';
import { QueueList } from './queue-list.tsx';

export function JobQueue() {
  const { t } = useTranslation();
  const jobs = useJobs((state) => state.jobs);
  const active = jobs.filter(isActive);
  const running = active.find((job) => job.state.kind === 'running');
  if (jobs.length === 0) return null;
  return (
    <Popover.Root>
      <Popover.Trigger className="queue-summary">
        <ListChecks size={14} aria-hidden="true" />
        {active.length === 0 ? t('job.queue') : t('job.queueCount', { count: active.length })}
        {running && <JobStatus job={running} left={running.state.kind === 'running' ? running.state.progress.remainingMs : undefined} />}
      </Popover.Trigger>
      <Popover.Portal>
        <Popover.Content className="queue" align="end" sideOffset={6} collisionPadding={8} aria-label={t('job.queue')}>
          <QueueList jobs={jobs} />
          <footer className="queue-foot">
            <Button disabled={active.length === jobs.length} onClick={() => void clearJobs()}>
              {t('queue.clear')}
            </Button>
            <Button disabled={active.every(isEnding)} onClick={cancelAllJobs}>
              {t('queue.cancelAll')}
            </Button>
          </footer>
        </Popover.Content>
      </Popover.Portal>
    </Popover.Root>
  );
}
