/** @file A modal dialog with a title and a close button. Renderer. */
import { X } from 'lucide-react';
import { Dialog } from 'radix-ui';
import type { ReactNode } from 'react';
import { strings } from '../strings.ts';
import { IconButton } from './button.tsx';

type DialogFrameProps = { readonly open: boolean; readonly onClose: () => void; readonly title: string; readonly children: ReactNode };

export const DialogFrame = ({ open, onClose, title, children }: DialogFrameProps) => (
  <Dialog.Root
    open={open}
    onOpenChange={(isOpen) => {
      if (!isOpen) onClose();
    }}
  >
    <Dialog.Portal>
      <Dialog.Overlay className="dialog-overlay" />
      <Dialog.Content className="dialog" aria-describedby={undefined}>
        <header className="dialog-head">
          <Dialog.Title>{title}</Dialog.Title>
          <Dialog.Close asChild>
            <IconButton label={strings.close} keys="Esc">
              <X size={16} />
            </IconButton>
          </Dialog.Close>
        </header>
        <div className="dialog-body">{children}</div>
      </Dialog.Content>
    </Dialog.Portal>
  </Dialog.Root>
);
