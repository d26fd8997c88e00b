/** @file The line above Run: whether what is in sight is computed by itself, and how far it is. Renderer. */
import { ScanEye } from 'lucide-react';
import { memo } from 'react';
import { useTranslation } from 'react-i18next';
import { runPreview } from '../actions/preview.ts';
import { changeSettings } from '../actions/settings.ts';
import { failureWords } from '../failure-words.ts';
import { useShortcut } from '../shortcuts/words.ts';
import { useApplication } from '../stores/application.ts';
import { usePreview } from '../stores/preview.ts';
import { IconButton } from '../ui/button.tsx';

export function PreviewLine() {
  const { t } = useTranslation();
  const isAutomatic = useApplication((state) => state.settings.automaticPreview);
  const work = usePreview((state) => state.work);
  return (
    <div className="preview-section">
      <div className="preview-line">
        <label className="check-field">
          <input
            type="checkbox"
            checked={isAutomatic}
            onChange={(event) => {
              void changeSettings({ automaticPreview: event.target.checked });
            }}
          />
          {t('preview.automatic')}
        </label>
        <span className="preview-status quiet" data-testid="preview-status">
          {work.kind === 'running' && t('preview.running', { done: work.done, total: work.total })}
        </span>
        <PreviewButton disabled={work.kind === 'running'} />
      </div>
      {work.kind === 'failed' && <p className="quiet">{t('preview.failed', { message: failureWords(work.failure).message })}</p>}
    </div>
  );
}

/** Apart from the line, which changes with every part that is computed. */
const PreviewButton = memo(function PreviewButton({ disabled }: { readonly disabled: boolean }) {
  const { t } = useTranslation();
  return (
    <IconButton label={t('preview.now')} keys={useShortcut('preview')} disabled={disabled} onClick={() => void runPreview()}>
      <ScanEye size={16} aria-hidden="true" />
    </IconButton>
  );
});
