/** @file A menu behind a button, which lies in a landmark of its own while it is open. Renderer. */
import type { LucideIcon } from 'lucide-react';
import { DropdownMenu } from 'radix-ui';
import { type ReactNode, useRef } from 'react';
import { useTranslation } from 'react-i18next';

export type MenuItem = { readonly label: string; readonly icon?: LucideIcon; readonly keys?: string; readonly disabled?: boolean; readonly onSelect: () => void };

type MenuProps = {
  readonly items: readonly MenuItem[];
  readonly trigger: ReactNode;
  /** The name of a trigger that is only an icon. */
  readonly label?: string;
  readonly className?: string;
};

export const Menu = ({ items, trigger, label, className = 'icon-button' }: MenuProps) => {
  const { t } = useTranslation();
  const button = useRef<HTMLButtonElement>(null);
  return (
    <DropdownMenu.Root modal={false}>
      <DropdownMenu.Trigger ref={button} className={className} aria-label={label} title={label}>
        {trigger}
      </DropdownMenu.Trigger>
      <DropdownMenu.Portal>
        <section aria-label={t('openMenu')}>
          <DropdownMenu.Content className="menu" align="end" sideOffset={4} collisionPadding={8}>
            {items.map(({ label: text, icon: Icon, keys, disabled = false, onSelect }) => (
              <DropdownMenu.Item key={text} className="menu-item" disabled={disabled} onSelect={() => {
                // A dialog that opens now gives the focus back to what has it.
                button.current?.focus();
                onSelect();
              }}>
                {Icon && <Icon size={14} aria-hidden="true" />}
                <span>{text}</span>
                {keys !== undefined && <kbd>{keys}</kbd>}
              </DropdownMenu.Item>
            ))}
          </DropdownMenu.Content>
        </section>
      </DropdownMenu.Portal>
    </DropdownMenu.Root>
  );
};
