/** @file A folder: dropped here or chosen in a dialog; with a few of its pictures once they are known. Renderer. */
import { FolderOpen } from 'lucide-react';
import { type DragEvent, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Side } from '../../../src-shared/doctor.ts';
import { chooseFolder, dropFolder } from '../../actions/new-training.ts';
import { formatCount } from '../../format.ts';
import { useNewTraining } from '../../stores/new-training.ts';
import { Button } from '../../ui/button.tsx';
import { MiddleCut } from '../../ui/middle-cut.tsx';

export function FolderField({ side, label, help }: { readonly side: Side; readonly label: string; readonly help: string }) {
  const { t } = useTranslation();
  const folder = useNewTraining((state) => state.draft[side]);
  const counts = useNewTraining(({ examination }) => (examination.kind === 'done' ? examination.value[side] : null));
  const [over, setOver] = useState(false);
  const hover = (hovering: boolean) => (event: DragEvent) => {
    event.preventDefault();
    setOver(hovering);
  };
  return (
    <section
      className="folder-field"
      aria-label={label}
      data-over={over}
      onDragEnter={hover(true)}
      onDragOver={hover(true)}
      onDragLeave={hover(false)}
      onDrop={(event) => {
        hover(false)(event);
        dropFolder(side, event.dataTransfer.files);
      }}
    >
      <h3>{label}</h3>
      {folder === null ? <p className="quiet">{help}</p> : <MiddleCut text={folder} />}
      {counts && folder !== null && (
        <>
          <p className="quiet">{t('training.folders.pictures', { count: counts.usable })}</p>
          {counts.tooSmall > 0 && <p className="quiet">{t('training.folders.tooSmall', { count: counts.tooSmall })}</p>}
          <div className="folder-pictures">
            {counts.thumbnails.map((address) => (
              <img key={address} src={address} alt="" loading="lazy" decoding="async" />
            ))}
            {counts.usable > counts.thumbnails.length && counts.thumbnails.length > 0 && <span className="quiet">+{formatCount(counts.usable - counts.thumbnails.length)}</span>}
          </div>
        </>
      )}
      <Button aria-description={label} onClick={() => void chooseFolder(side)}>
        <FolderOpen size={14} aria-hidden="true" />
        {t(folder === null ? 'training.folders.choose' : 'training.folders.change')}
      </Button>
    </section>
  );
}
