/** @file How large the file will be, before it is saved. Renderer. */
import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { SaveOptions } from '../../src-shared/image.ts';
import type { Pyramid } from '../../src-shared/pyramid.ts';
import { resizedSize } from '../../src-shared/resize.ts';
import { call } from '../api/bridge.ts';
import { failureWords } from '../failure-words.ts';
import { formatBytes, formatPixels } from '../format.ts';

/** Long enough for a slider to come to rest. */
const settleMs = 250;

type Estimate = { readonly kind: 'unknown' } | { readonly kind: 'known'; readonly bytes: number; readonly stale: boolean } | { readonly kind: 'impossible'; readonly message: string };

export function SizeEstimate({ stageId, size, options }: { readonly stageId: string; readonly size: Pyramid; readonly options: SaveOptions }) {
  const { t } = useTranslation();
  const estimate = useEstimate(stageId, options);
  return (
    <p className="save-estimate" role="status">
      <span className="quiet">{formatPixels(resizedSize(size, options.resize))}</span>
      {estimate.kind === 'impossible' ? (
        <span className="warning">{estimate.message}</span>
      ) : (
        <span data-stale={estimate.kind === 'unknown' || estimate.stale ? '' : undefined}>
          {estimate.kind === 'known' ? t('save.estimate', { size: formatBytes(estimate.bytes) }) : t('save.estimating')}
        </span>
      )}
    </p>
  );
}

function useEstimate(stageId: string, options: SaveOptions): Estimate {
  const [estimate, setEstimate] = useState<Estimate>({ kind: 'unknown' });
  const question = JSON.stringify(options);
  useEffect(() => {
    let outdated = false;
    setEstimate((before) => (before.kind === 'known' ? { ...before, stale: true } : { kind: 'unknown' }));
    const timer = window.setTimeout(() => {
      void call('result:estimate-size', { stageId, options: JSON.parse(question) as SaveOptions }).then((answer) => {
        if (outdated || (!answer.ok && answer.error.code === 'cancelled')) return;
        setEstimate(answer.ok ? { kind: 'known', bytes: answer.value.bytes, stale: false } : { kind: 'impossible', message: failureWords(answer.error).message });
      });
    }, settleMs);
    return () => {
      outdated = true;
      window.clearTimeout(timer);
    };
  }, [stageId, question]);
  return estimate;
}
