/** @file Toasts: what happened elsewhere than where the user looks. Renderer. */
import { X } from 'lucide-react';
import { Toast } from 'radix-ui';
import { useTranslation } from 'react-i18next';
import { showTraining } from '../actions/training.ts';
import { usePictures } from '../stores/pictures.ts';
import { type Notice, useView } from '../stores/view.ts';
import { Button, IconButton } from './button.tsx';
import { Fold } from './fold.tsx';

const plainDurationMs = 6_000;

export function Notices() {
  const notices = useView((state) => state.notices);
  return (
    <Toast.Provider swipeDirection="right">
      {notices.map((notice) => (
        <NoticeToast key={notice.id} notice={notice} />
      ))}
      <Toast.Viewport className="notices" />
    </Toast.Provider>
  );
}

/** Bad news stay until they are dismissed. */
function NoticeToast({ notice: { id, tone, text, detail, pictureId, trainingId, screen } }: { readonly notice: Notice }) {
  const { t } = useTranslation();
  const dismiss = useView((state) => state.dismiss);
  const setScreen = useView((state) => state.setScreen);
  const select = usePictures((state) => state.select);
  const show = () => {
    if (screen !== undefined) setScreen(screen);
    if (trainingId !== undefined) showTraining(trainingId);
    if (pictureId !== undefined) select(pictureId);
  };
  return (
    <Toast.Root
      className={`notice notice-${tone}`}
      duration={tone === 'bad' ? Infinity : plainDurationMs}
      onOpenChange={(open) => {
        if (!open) dismiss(id);
      }}
    >
      <div className="notice-text">
        <Toast.Description>{text}</Toast.Description>
        {detail !== undefined && (
          <Fold title={t('details')}>
            <pre tabIndex={0}>{detail}</pre>
          </Fold>
        )}
      </div>
      {(pictureId !== undefined || trainingId !== undefined || screen !== undefined) && (
        <Toast.Action asChild altText={t('job.show')}>
          <Button onClick={show}>{t('job.show')}</Button>
        </Toast.Action>
      )}
      <Toast.Close asChild>
        <IconButton label={t('dismiss')}>
          <X size={14} />
        </IconButton>
      </Toast.Close>
    </Toast.Root>
  );
}
