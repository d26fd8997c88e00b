/** @file A button of the canvas bar that runs a command: named after it, its key in the hint. Renderer. */
import { memo, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { type CommandId, commands } from '../actions/commands.ts';
import { useShortcut } from '../shortcuts/words.ts';
import { Hint } from '../ui/button.tsx';

type CommandButtonProps = { readonly command: CommandId; readonly pressed?: boolean; readonly children: ReactNode };

export const CommandButton = memo(function CommandButton({ command, pressed, children }: CommandButtonProps) {
  const { t } = useTranslation();
  const name = t(`commands.${command}`);
  return (
    <Hint text={name} keys={useShortcut(command)}>
      <button type="button" className="bar-button" aria-label={typeof children === 'string' ? undefined : name} aria-pressed={pressed} onClick={() => void commands[command].run()}>
        {children}
      </button>
    </Hint>
  );
});
