/** @file A modal dialog with a title and a close button. Renderer. */
import { X } from 'lucide-react';
import { Dialog } from 'radix-ui';
import { type ReactNode, useRef } from 'react';
import { useTranslation } from 'react-i18next';

type DialogFrameProps = {
  readonly open: boolean;
  readonly onClose: () => void;
  readonly title: string;
  readonly className?: string;
  /** Whether the first control takes the focus; otherwise the frame does, so that no control is singled out. */
  readonly focusFirst?: boolean;
  readonly children: ReactNode;
};

export const DialogFrame = ({ open, onClose, title, className = '', focusFirst = false, children }: DialogFrameProps) => {
  const { t } = useTranslation();
  const origins = useRef<readonly Element[]>([]);
  return (
    <Dialog.Root
      open={open}
      onOpenChange={(isOpen) => {
        if (!isOpen) onClose();
      }}
    >
      <Dialog.Portal>
        <Dialog.Overlay className="dialog-overlay" />
        <Dialog.Content
          className={`dialog ${className}`}
          aria-describedby={undefined}
          onOpenAutoFocus={(event) => {
            event.preventDefault();
            origins.current = withAncestors(document.activeElement);
            const frame = event.currentTarget as HTMLElement;
            ((focusFirst && frame.querySelector<HTMLElement>('.dialog-body input')) || frame).focus();
          }}
          onCloseAutoFocus={(event) => {
            // Of itself it gives the focus back to a trigger alone, which these dialogs have none of.
            event.preventDefault();
            focusBack(origins.current);
          }}
        >
          <header className="dialog-head">
            <Dialog.Title>{title}</Dialog.Title>
            <Dialog.Close className="icon-button" aria-label={t('close')}>
              <X size={16} />
            </Dialog.Close>
          </header>
          <div className="dialog-body">{children}</div>
        </Dialog.Content>
      </Dialog.Portal>
    </Dialog.Root>
  );
};

const focusable = 'button:not(:disabled), input:not(:disabled), select:not(:disabled), [tabindex="0"]';

const withAncestors = (element: Element | null): Element[] => (element ? [element, ...withAncestors(element.parentElement)] : []);

/** To what had the focus or, where the dialog took that away, to what is nearest to its place. */
function focusBack([opener, ...around]: readonly Element[]): void {
  const nearest = opener?.isConnected ? opener : around.filter((place) => place.isConnected).map((place) => place.querySelector(focusable)).find((found) => found !== null);
  if (nearest instanceof HTMLElement) nearest.focus();
}
