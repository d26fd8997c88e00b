/** @file Results that are kept on disk, the folder they lie in, and the canvas' memory: how much they may take. Renderer. */
import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { cacheGigabytesBounds, canvasMegabytesBounds, openGigabytesBounds } from '../../src-shared/settings.ts';
import { changeSettings, clearCache, measureCache } from '../actions/settings.ts';
import { formatBytes } from '../format.ts';
import { useApplication } from '../stores/application.ts';
import { Button } from '../ui/button.tsx';
import { NumberRow } from './number-row.tsx';
import { WorkFolderRow } from './work-folder-row.tsx';

export function CacheSection() {
  const { t } = useTranslation();
  const { cacheGigabytes, openGigabytes, canvasMegabytes } = useApplication((state) => state.settings);
  const [bytes, setBytes] = useState<number | null>(null);
  const [clearing, setClearing] = useState(false);
  useEffect(() => {
    void measureCache().then(setBytes);
  }, [cacheGigabytes]);

  const clear = async () => {
    setClearing(true);
    setBytes(await clearCache());
    setClearing(false);
  };
  return (
    <>
      <p className="quiet">{t('settings.cache.story')}</p>
      <NumberRow
        label={t('settings.cache.limit')}
        unit={t('settings.cache.unit')}
        value={cacheGigabytes}
        {...cacheGigabytesBounds}
        step={1}
        onChange={(wanted) => void changeSettings({ cacheGigabytes: wanted })}
      />
      <div className="settings-row">
        <span role="status">{bytes === null ? t('settings.cache.measuring') : t('settings.cache.use', { size: formatBytes(bytes) })}</span>
        <Button disabled={clearing || bytes === 0} onClick={() => void clear()}>
          {t('settings.cache.clear')}
        </Button>
      </div>
      <p className="quiet">{t('settings.cache.clearStory')}</p>
      <NumberRow
        label={t('settings.cache.open')}
        unit={t('settings.cache.unit')}
        value={openGigabytes}
        {...openGigabytesBounds}
        step={1}
        onChange={(wanted) => void changeSettings({ openGigabytes: wanted })}
      />
      <WorkFolderRow />
      <NumberRow
        label={t('settings.cache.canvas')}
        unit={t('settings.cache.canvasUnit')}
        value={canvasMegabytes}
        min={canvasMegabytesBounds.min}
        max={canvasMegabytesBounds.max}
        step={16}
        onChange={(wanted) => void changeSettings({ canvasMegabytes: wanted })}
      />
    </>
  );
}
