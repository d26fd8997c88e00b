/** @file The steps of the shown picture: add, select, reorder, switch, copy; undo and redo. Renderer. */
import { ClipboardPaste, Copy, Ellipsis, FolderSync, Images, Redo2, Undo2 } from 'lucide-react';
import { memo, useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { takeStepsToBatch } from '../actions/batch-draft.ts';
import { addStep, copyAllSteps, deleteStep, duplicateStep, moveStepTo, pasteSteps, redo, switchStep, undo } from '../actions/documents.ts';
import { useShortcut } from '../shortcuts/words.ts';
import { documentOf, selectedStep, useDocuments } from '../stores/documents.ts';
import { usePictures } from '../stores/pictures.ts';
import { stagesOf, useResults } from '../stores/results.ts';
import { Hint, IconButton } from '../ui/button.tsx';
import { Menu } from '../ui/menu.tsx';
import { AddStep } from './add-step.tsx';
import { changeLabel } from './change-label.ts';
import { CopyStepsDialog } from './copy-steps-dialog.tsx';
import { StepList } from './step-list.tsx';
import type { StepEdits } from './step-row.tsx';

export const StepsPanel = memo(function StepsPanel({ pictureId }: { readonly pictureId: string }) {
  const { t } = useTranslation();
  const isEmpty = useDocuments((state) => documentOf(state, pictureId).steps.length === 0);
  return (
    <section className="panel-section steps-section" aria-label={t('steps.title')}>
      <header className="panel-head">
        <h2>{t('steps.title')}</h2>
        <span className="steps-tools">
          <HistoryButtons />
          <StepsMenu pictureId={pictureId} isEmpty={isEmpty} />
        </span>
      </header>
      {isEmpty ? <p className="quiet">{t('steps.empty')}</p> : <PictureSteps pictureId={pictureId} />}
      <AddStep onAdd={(operation) => { addStep(pictureId, operation); }} />
      {!isEmpty && <UseOnFolder />}
    </section>
  );
});

function PictureSteps({ pictureId }: { readonly pictureId: string }) {
  const { t } = useTranslation();
  const { steps } = useDocuments((state) => documentOf(state, pictureId));
  const selectedId = useDocuments((state) => selectedStep(state, pictureId)?.id);
  const stages = useResults((state) => stagesOf(state, pictureId));
  const edits = useMemo((): StepEdits => ({
    select: (stepId) => { useDocuments.getState().selectStep(pictureId, stepId); },
    move: (step, to) => { moveStepTo(pictureId, step, to); },
    duplicate: (step) => { duplicateStep(pictureId, step); },
    remove: (step) => { deleteStep(pictureId, step); },
    toggle: (step) => { switchStep(pictureId, step); },
  }), [pictureId]);
  return <StepList label={t('steps.list')} steps={steps} selectedId={selectedId} edits={edits} isReady={({ id, enabled }) => enabled && stages.some(({ step, stage }) => step.id === id && stage !== null)} />;
}

function UseOnFolder() {
  const { t } = useTranslation();
  return (
    <Hint text={t('commands.use-on-folder')} keys={useShortcut('use-on-folder')}>
      <button type="button" className="bar-button use-on-folder" onClick={takeStepsToBatch}>
        <FolderSync size={14} aria-hidden="true" />
        {t('steps.useOnFolder')}
      </button>
    </Hint>
  );
}

function HistoryButtons() {
  const { t } = useTranslation();
  const last = useDocuments((state) => state.history.done.at(-1)?.change);
  const next = useDocuments((state) => state.history.undone.at(-1)?.change);
  return (
    <>
      <IconButton label={last ? t('history.undoOf', { change: changeLabel(last) }) : t('history.undo')} keys={useShortcut('undo')} disabled={!last} onClick={undo}>
        <Undo2 size={16} aria-hidden="true" />
      </IconButton>
      <IconButton label={next ? t('history.redoOf', { change: changeLabel(next) }) : t('history.redo')} keys={useShortcut('redo')} disabled={!next} onClick={redo}>
        <Redo2 size={16} aria-hidden="true" />
      </IconButton>
    </>
  );
}

function StepsMenu({ pictureId, isEmpty }: { readonly pictureId: string; readonly isEmpty: boolean }) {
  const { t } = useTranslation();
  const copied = useDocuments((state) => state.copied.length);
  const others = usePictures((state) => state.pictures.length - 1);
  const [isCopying, setCopying] = useState(false);
  return (
    <>
      <Menu
        label={t('steps.menu')}
        trigger={<Ellipsis size={16} aria-hidden="true" />}
        items={[
          { label: t('steps.copy'), icon: Copy, disabled: isEmpty, onSelect: () => { copyAllSteps(pictureId); } },
          { label: t('steps.paste', { count: copied }), icon: ClipboardPaste, disabled: copied === 0, onSelect: () => { pasteSteps(pictureId); } },
          { label: t('steps.copyTo'), icon: Images, disabled: others === 0, onSelect: () => { setCopying(true); } },
        ]}
      />
      <CopyStepsDialog pictureId={pictureId} open={isCopying} onClose={() => { setCopying(false); }} />
    </>
  );
}
