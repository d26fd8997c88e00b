/** @file Every command with its keys, to be changed, and back to what it came with. Renderer. */
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { type CommandGroup, type CommandId, commandIds, commands, isCommandId } from '../actions/commands.ts';
import { changeSettings } from '../actions/settings.ts';
import { belongsToControls, belongsToText } from '../shortcuts/combination.ts';
import { assign, holderOf, keysOf, restore } from '../shortcuts/keymap.ts';
import { combinationWords } from '../shortcuts/words.ts';
import { useApplication } from '../stores/application.ts';
import { Button } from '../ui/button.tsx';
import { KeyCapture } from './key-capture.tsx';

const groups = [...new Set(commandIds.map((id) => commands[id].group))];

export function ShortcutsSection() {
  const { t } = useTranslation();
  const changes = useApplication((state) => state.settings.shortcuts);
  return (
    <>
      <div className="settings-row">
        <p className="quiet">{t('settings.shortcut.story')}</p>
        <Button disabled={Object.keys(changes).length === 0} onClick={() => void changeSettings({ shortcuts: {} })}>
          {t('settings.shortcut.resetAll')}
        </Button>
      </div>
      {groups.map((group) => (
        <Group key={group} group={group} />
      ))}
    </>
  );
}

function Group({ group }: { readonly group: CommandGroup }) {
  const { t } = useTranslation();
  return (
    <section className="shortcut-group">
      <h3>{t(`commandGroups.${group}`)}</h3>
      {commandIds
        .filter((id) => commands[id].group === group)
        .map((id) => (
          <ShortcutRow key={id} id={id} />
        ))}
    </section>
  );
}

/** What was pressed and cannot be taken without a word. */
type Refusal = { readonly kind: 'reserved'; readonly keys: string } | { readonly kind: 'held'; readonly keys: string; readonly by: CommandId };

function ShortcutRow({ id }: { readonly id: CommandId }) {
  const { t } = useTranslation();
  const changes = useApplication((state) => state.settings.shortcuts);
  const [refusal, setRefusal] = useState<Refusal | null>(null);
  const name = t(`commands.${id}`);
  const take = (keys: string) => {
    setRefusal(null);
    void changeSettings({ shortcuts: assign(commands, changes, id, keys) });
  };
  const offer = (keys: string) => {
    const by = holderOf(commands, changes, id, keys);
    if (belongsToControls(keys) || belongsToText(keys)) setRefusal({ kind: 'reserved', keys });
    else if (by !== undefined && isCommandId(by)) setRefusal({ kind: 'held', keys, by });
    else take(keys);
  };
  return (
    <div className="shortcut-row" role="group" aria-label={name}>
      <span className="shortcut-name">{name}</span>
      <span className="shortcut-keys">
        {keysOf(commands, changes, id).map((keys) => (
          <kbd key={keys}>{combinationWords(keys)}</kbd>
        ))}
      </span>
      <KeyCapture name={name} onCapture={offer} />
      {changes[id] && (
        <Button aria-label={t('settings.shortcut.resetOf', { command: name })} onClick={() => void changeSettings({ shortcuts: restore(commands, changes, id) })}>
          {t('settings.shortcut.reset')}
        </Button>
      )}
      {refusal && (
        <div className="shortcut-conflict" role="alert">
          {refusal.kind === 'reserved' ? (
            t('settings.shortcut.reserved', { keys: combinationWords(refusal.keys) })
          ) : (
            <>
              {t('settings.shortcut.held', { keys: combinationWords(refusal.keys), command: t(`commands.${refusal.by}`) })}
              <Button
                onClick={() => {
                  take(refusal.keys);
                }}
              >
                {t('settings.shortcut.takeOver')}
              </Button>
            </>
          )}
        </div>
      )}
    </div>
  );
}
