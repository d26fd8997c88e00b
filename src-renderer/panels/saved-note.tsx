/** @file Where the result went, and what the format could not hold. Renderer. */
import { Check, FolderOpen } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { noteWords } from '../note-words.ts';
import type { Saved } from '../../src-shared/save-calls.ts';
import { revealResult } from '../actions/save.ts';
import { formatBytes } from '../format.ts';
import { Button } from '../ui/button.tsx';
import { MiddleCut } from '../ui/middle-cut.tsx';

export function SavedNote({ stageId, saved }: { readonly stageId: string; readonly saved: Saved }) {
  const { t } = useTranslation();
  const name = saved.path.split(/[\\/]/).at(-1) ?? saved.path;
  return (
    <div className="done" role="status">
      <p className="job-outcome">
        <Check className="good" size={14} aria-hidden="true" />
        <MiddleCut text={t('save.saved', { name, size: formatBytes(saved.bytes) })} title={saved.path} />
      </p>
      {saved.notes.map(noteWords).map((note) => (
        <p key={note} className="quiet">
          {note}
        </p>
      ))}
      <Button onClick={() => void revealResult(stageId)}>
        <FolderOpen size={14} aria-hidden="true" />
        {t('save.reveal')}
      </Button>
    </div>
  );
}
