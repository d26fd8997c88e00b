/** @file The folders of pictures, and what the dataset doctor says of them. Renderer. */
import { Lock } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { useNewTraining } from '../../stores/new-training.ts';
import { FolderField } from './folder-field.tsx';
import { Doctor } from './doctor.tsx';

export function PicturesStep() {
  const { t } = useTranslation();
  const goal = useNewTraining((state) => state.draft.goal);
  if (goal === null) return null;
  return (
    <>
      <p className="privacy">
        <Lock size={14} aria-hidden="true" />
        {t('training.privacy')}
      </p>
      <div className="folder-fields">
        {goal === 'translate' ? (
          <>
            <FolderField side="a" label={t('training.folders.a')} help={t('training.folders.aHelp')} />
            <FolderField side="b" label={t('training.folders.b')} help={t('training.folders.bHelp')} />
          </>
        ) : (
          <FolderField side="a" label={t('training.folders.only')} help={t('training.folders.onlyHelp')} />
        )}
      </div>
      <Doctor />
    </>
  );
}
