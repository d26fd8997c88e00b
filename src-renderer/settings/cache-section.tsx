/** @file Results that are kept on disk: how much they may take, how much they take, clearing them. Renderer. */
import { useEffect, useId, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { cacheGigabytesBounds } from '../../src-shared/settings.ts';
import { changeSettings, clearCache, measureCache } from '../actions/settings.ts';
import { formatBytes } from '../format.ts';
import { useApplication } from '../stores/application.ts';
import { Button } from '../ui/button.tsx';

export function CacheSection() {
  const { t } = useTranslation();
  const limit = useApplication((state) => state.settings.cacheGigabytes);
  const [bytes, setBytes] = useState<number | null>(null);
  const [clearing, setClearing] = useState(false);
  const id = useId();
  useEffect(() => {
    void measureCache().then(setBytes);
  }, [limit]);

  const clear = async () => {
    setClearing(true);
    setBytes(await clearCache());
    setClearing(false);
  };
  return (
    <>
      <p className="quiet">{t('settings.cache.story')}</p>
      <div className="settings-row">
        <label htmlFor={id}>{t('settings.cache.limit')}</label>
        <span className="number-field">
          <input
            id={id}
            type="number"
            {...cacheGigabytesBounds}
            step={1}
            defaultValue={limit}
            onChange={({ target: { valueAsNumber: wanted } }) => {
              if (wanted >= cacheGigabytesBounds.min && wanted <= cacheGigabytesBounds.max) void changeSettings({ cacheGigabytes: wanted });
            }}
          />
          {t('settings.cache.unit')}
        </span>
      </div>
      <div className="settings-row">
        <span role="status">{bytes === null ? t('settings.cache.measuring') : t('settings.cache.use', { size: formatBytes(bytes) })}</span>
        <Button disabled={clearing || bytes === 0} onClick={() => void clear()}>
          {t('settings.cache.clear')}
        </Button>
      </div>
      <p className="quiet">{t('settings.cache.clearStory')}</p>
    </>
  );
}
