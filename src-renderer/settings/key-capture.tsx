/** @file A button that waits for a combination of keys; Escape or another place ends the wait. Renderer. */
import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { combinationOf } from '../shortcuts/combination.ts';
import { Button } from '../ui/button.tsx';

export function KeyCapture({ name, onCapture }: { readonly name: string; readonly onCapture: (combination: string) => void }) {
  const { t } = useTranslation();
  const [waiting, setWaiting] = useState(false);
  useEffect(() => {
    if (!waiting) return undefined;
    // On the way down from the window, so that the dialog does not see its Escape.
    const listen = (event: KeyboardEvent) => {
      const combination = combinationOf(event);
      if (combination === 'Tab' || combination === 'Shift+Tab') return;
      event.preventDefault();
      event.stopImmediatePropagation();
      if (combination === null) return;
      setWaiting(false);
      if (combination !== 'Escape') onCapture(combination);
    };
    window.addEventListener('keydown', listen, { capture: true });
    return () => {
      window.removeEventListener('keydown', listen, { capture: true });
    };
  }, [waiting, onCapture]);
  return (
    <Button
      aria-label={waiting ? t('settings.shortcut.press') : t('settings.shortcut.changeOf', { command: name })}
      onClick={() => {
        setWaiting(true);
      }}
      onBlur={() => {
        setWaiting(false);
      }}
    >
      {waiting ? t('settings.shortcut.press') : t('settings.shortcut.change')}
    </Button>
  );
}
