/** @file The steps of the shown picture: add, select, reorder, switch, copy; undo and redo. Renderer. */
import { ClipboardPaste, Copy, Ellipsis, Images, Plus, Redo2, Undo2 } from 'lucide-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { operations } from '../../src-shared/operations/registry.ts';
import { addStep, copyAllSteps, pasteSteps, redo, undo } from '../actions/documents.ts';
import { operationLabel } from '../operation-texts.ts';
import { useShortcut } from '../shortcuts/words.ts';
import { documentOf, useDocuments } from '../stores/documents.ts';
import { usePictures } from '../stores/pictures.ts';
import { Button, IconButton } from '../ui/button.tsx';
import { Menu } from '../ui/menu.tsx';
import { changeLabel } from './change-label.ts';
import { CopyStepsDialog } from './copy-steps-dialog.tsx';
import { StepList } from './step-list.tsx';

export function StepsPanel({ pictureId }: { readonly pictureId: string }) {
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
      {isEmpty ? <p className="quiet">{t('steps.empty')}</p> : <StepList pictureId={pictureId} />}
      <AddStep pictureId={pictureId} />
    </section>
  );
}

function HistoryButtons() {
  const { t } = useTranslation();
  const last = useDocuments((state) => state.history.done.at(-1));
  const next = useDocuments((state) => state.history.undone.at(-1));
  return (
    <>
      <IconButton label={last ? t('history.undoOf', { change: changeLabel(last.change) }) : t('history.undo')} keys={useShortcut('undo')} disabled={!last} onClick={undo}>
        <Undo2 size={16} aria-hidden="true" />
      </IconButton>
      <IconButton label={next ? t('history.redoOf', { change: changeLabel(next.change) }) : t('history.redo')} keys={useShortcut('redo')} disabled={!next} onClick={redo}>
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

/** One operation needs no choice; several are offered in a menu. */
function AddStep({ pictureId }: { readonly pictureId: string }) {
  const { t } = useTranslation();
  const [only, ...others] = operations;
  const content = (
    <>
      <Plus size={14} aria-hidden="true" />
      {t('steps.add')}
    </>
  );
  if (only && others.length === 0)
    return (
      <Button className="add-step" onClick={() => { addStep(pictureId, only); }}>
        {content}
      </Button>
    );
  return (
    <Menu
      className="button button-plain add-step"
      trigger={content}
      items={operations.map((operation) => ({ label: operationLabel(operation), onSelect: () => { addStep(pictureId, operation); } }))}
    />
  );
}
