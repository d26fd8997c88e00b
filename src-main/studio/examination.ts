/** @file Examinations of folders for the studio, one at a time, each with a folder of thumbnails until the next; used by main. */
import { mkdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import type { DoctorProgress, DoctorReport } from '../../src-shared/doctor.ts';
import { failure } from '../../src-shared/failure.ts';
import { failWith, type Result } from '../../src-shared/result.ts';
import type { ExamineRequest } from '../../src-shared/trainer-messages.ts';
import { thumbnailAddress } from './training-files.ts';

export type Examinations = {
  run(examinationId: string, request: Omit<ExamineRequest, 'thumbnails'>): Promise<Result<DoctorReport>>;
  cancel(): void;
};

type Surroundings = {
  readonly folder: string;
  readonly examine: (request: ExamineRequest, options: { readonly signal: AbortSignal; readonly onProgress: (done: number, total: number) => void }) => Promise<Result<DoctorReport>>;
  readonly onProgress: (progress: DoctorProgress) => void;
};

/** Progress is told at most this often. */
const intervalMs = 100;

export function createExaminations({ folder, examine, onProgress }: Surroundings): Examinations {
  let current = new AbortController();
  return {
    async run(examinationId, request) {
      current.abort();
      const abort = new AbortController();
      current = abort;
      const thumbnails = join(folder, examinationId);
      await rm(folder, { recursive: true, force: true });
      await mkdir(thumbnails, { recursive: true });
      let toldAt = -Infinity;
      const report = await examine(
        { ...request, thumbnails },
        {
          signal: abort.signal,
          onProgress(done, total) {
            const now = performance.now();
            if (now - toldAt < intervalMs && done < total) return;
            toldAt = now;
            onProgress({ examinationId, done, total });
          },
        },
      );
      if (abort.signal.aborted) return failWith(failure('cancelled', 'Cancelled.'));
      return report.ok ? { ok: true, value: addressed(report.value, examinationId) } : report;
    },
    cancel() {
      current.abort();
    },
  };
}

function addressed({ a, b, findings, canTrain }: DoctorReport, examinationId: string): DoctorReport {
  const counts = (side: DoctorReport['a']): DoctorReport['a'] => ({ ...side, thumbnails: side.thumbnails.map((name) => thumbnailAddress(examinationId, name)) });
  const shown = findings.map((finding) => ({
    ...finding,
    examples: finding.examples.map((example) => ({ ...example, thumbnail: example.thumbnail === null ? null : thumbnailAddress(examinationId, example.thumbnail) })),
  }));
  return { a: counts(a), b: b && counts(b), findings: shown, canTrain };
}
