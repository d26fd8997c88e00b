/** @file Takes in a model of another program: what was found in its file, to be corrected, tried on a picture, or why not. Renderer. */
import { useTranslation } from 'react-i18next';
import { closeImport, finishImport } from '../actions/models.ts';
import { formatBytes } from '../format.ts';
import { type ModelImport, useModelImport } from '../stores/model-import.ts';
import { Button } from '../ui/button.tsx';
import { DialogFrame } from '../ui/dialog-frame.tsx';
import { Facts } from '../ui/facts.tsx';
import { FailureCard } from '../ui/failure-card.tsx';
import { ProposalFields } from './proposal-fields.tsx';
import { TrialView } from './trial-view.tsx';

const fileName = (path: string): string => path.split(/[\\/]/).at(-1)!;

export function ImportDialog() {
  const { t } = useTranslation();
  const current = useModelImport((state) => state.current);
  return (
    <DialogFrame open={current !== null} title={t('modelLibrary.importTitle', { name: current ? fileName(current.path) : '' })} className="import-dialog" onClose={closeImport}>
      {current && <Content current={current} />}
    </DialogFrame>
  );
}

function Content({ current }: { readonly current: ModelImport }) {
  const { t } = useTranslation();
  if (current.kind === 'inspecting') return <p role="status">{t('modelLibrary.inspecting')}</p>;
  if (current.kind === 'refused') return <FailureCard failure={current.failure} />;
  const { found, proposal, trial, failure } = current;
  const { inspection, unsure } = found;
  const dims = (values: readonly (number | string)[]) => values.join(' × ');
  return (
    <>
      <div className="import-columns">
        <ProposalFields proposal={proposal} unsure={unsure} />
        <div className="import-look">
          <TrialView trial={trial} />
          <Facts
            facts={[
              ...inspection.inputs.map((port) => [t('modelLibrary.input'), `${port.name}: ${port.elements}, ${dims(port.dims)}`] as const),
              ...inspection.outputs.map((port) => [t('modelLibrary.output'), `${port.name}: ${port.elements}, ${dims(port.dims)}`] as const),
              [t('modelLibrary.size'), formatBytes(inspection.bytes)],
              [t('modelLibrary.opset'), String(inspection.opset)],
              ...(inspection.producer ? [[t('modelLibrary.producer'), inspection.producer] as const] : []),
            ]}
          />
        </div>
      </div>
      {failure && <FailureCard failure={failure} />}
      <footer className="import-foot">
        <Button onClick={closeImport}>{t('panel.cancel')}</Button>
        <Button tone="primary" onClick={() => void finishImport()}>{t('modelLibrary.takeIn')}</Button>
      </footer>
    </>
  );
}
