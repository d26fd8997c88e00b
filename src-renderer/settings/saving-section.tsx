/** @file What saved pictures say of how they were made. Renderer. */
import { useTranslation } from 'react-i18next';
import { changeSettings } from '../actions/settings.ts';
import { useApplication } from '../stores/application.ts';

export function SavingSection() {
  const { t } = useTranslation();
  const provenance = useApplication((state) => state.settings.provenance);
  return (
    <>
      <label className="check-field">
        <input
          type="checkbox"
          checked={provenance}
          aria-describedby="provenance-story"
          onChange={({ target: { checked } }) => void changeSettings({ provenance: checked })}
        />
        {t('provenance.label')}
      </label>
      <p id="provenance-story" className="quiet">
        {t('provenance.story')}
      </p>
    </>
  );
}
