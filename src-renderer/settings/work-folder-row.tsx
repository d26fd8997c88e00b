/** @file Where working files and kept results lie, and choosing another folder for the next start. Renderer. */
import { useTranslation } from 'react-i18next';
import { chooseWorkFolder } from '../actions/settings.ts';
import { useApplication } from '../stores/application.ts';
import { Button } from '../ui/button.tsx';
import { MiddleCut } from '../ui/middle-cut.tsx';

export function WorkFolderRow() {
  const { t } = useTranslation();
  const inUse = useApplication((state) => state.workFolder);
  const chosen = useApplication((state) => state.settings.workFolder);
  return (
    <>
      <div className="settings-row">
        <span>{t('settings.cache.place')}</span>
        <span className="settings-buttons">
          <Button onClick={() => void chooseWorkFolder(false)}>{t('settings.cache.change')}</Button>
          {chosen !== undefined && <Button onClick={() => void chooseWorkFolder(true)}>{t('settings.cache.own')}</Button>}
        </span>
      </div>
      <MiddleCut text={inUse} />
      {chosen !== undefined && !inUse.startsWith(chosen) && <p role="status">{t('settings.cache.next', { folder: chosen })}</p>}
    </>
  );
}
