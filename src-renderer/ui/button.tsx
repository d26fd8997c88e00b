/** @file Buttons: one primary action a screen, plain ones, and icons whose name is told by a tooltip. Renderer. */
import { Tooltip } from 'radix-ui';
import type { ComponentProps, ReactNode } from 'react';

type ButtonProps = ComponentProps<'button'> & { readonly tone?: 'plain' | 'primary' };

export const Button = ({ tone = 'plain', className = '', ...rest }: ButtonProps) => (
  <button type="button" className={`button button-${tone} ${className}`} {...rest} />
);

type IconButtonProps = Omit<ComponentProps<'button'>, 'aria-label'> & { readonly label: string; readonly keys?: string | undefined; readonly children: ReactNode };

export const IconButton = ({ label, keys, className = '', ...rest }: IconButtonProps) => (
  <Hint text={label} keys={keys}>
    <button type="button" className={`icon-button ${className}`} aria-label={label} {...rest} />
  </Hint>
);

type HintProps = { readonly text: string; readonly keys?: string | undefined; readonly children: ReactNode };

export const Hint = ({ text, keys, children }: HintProps) => (
  <Tooltip.Root>
    <Tooltip.Trigger asChild>{children}</Tooltip.Trigger>
    <Tooltip.Portal>
      <Tooltip.Content className="hint" sideOffset={6} collisionPadding={8}>
        {text}
        {keys !== undefined && <kbd>{keys}</kbd>}
      </Tooltip.Content>
    </Tooltip.Portal>
  </Tooltip.Root>
);
