/** @file The Batch screen: a batch is set up at the left, the queue and one batch's files are at the right. Renderer. */
import { type DragEvent, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { dropSources } from '../actions/batch-draft.ts';
import { selectedBatch, useBatches } from '../stores/batches.ts';
import { BatchDetails } from './batch-details.tsx';
import { BatchEmpty } from './batch-empty.tsx';
import { BatchQueue } from './batch-queue.tsx';
import { BatchSetup } from './batch-setup.tsx';

const carriesFiles = (event: DragEvent): boolean => event.dataTransfer.types.includes('Files');

export function BatchScreen() {
  const { t } = useTranslation();
  const batch = useBatches(selectedBatch);
  const isEmpty = useBatches((state) => state.batches.length === 0);
  const [dropping, setDropping] = useState(false);
  const work = useRef<HTMLDivElement>(null);
  return (
    <div
      className="batch-screen"
      onDragEnter={(event) => {
        // What the whole window does with files is not what happens here.
        event.stopPropagation();
        if (carriesFiles(event)) setDropping(true);
      }}
      onDragLeave={(event) => {
        if (!event.currentTarget.contains(event.relatedTarget as Node | null)) setDropping(false);
      }}
      onDrop={(event) => {
        setDropping(false);
        if (!carriesFiles(event)) return;
        event.preventDefault();
        void dropSources(event.dataTransfer.files);
      }}
    >
      <BatchSetup
        onStarted={() => {
          // In a narrow window it lies below.
          work.current?.scrollIntoView();
        }}
      />
      <div ref={work} className="batch-work">
        {isEmpty ? <BatchEmpty /> : <BatchQueue />}
        {batch && <BatchDetails key={batch.id} batch={batch} />}
      </div>
      {dropping && <div className="drop-overlay">{t('batch.drop')}</div>}
    </div>
  );
}
