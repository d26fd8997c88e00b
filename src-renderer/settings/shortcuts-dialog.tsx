/** @file The cheat sheet, made from the registry of commands. Renderer. */
import { Fragment } from 'react';
import { useTranslation } from 'react-i18next';
import { type CommandGroup, commandIds, commands } from '../actions/commands.ts';
import { keysOf } from '../shortcuts/keymap.ts';
import { combinationWords } from '../shortcuts/words.ts';
import { useApplication } from '../stores/application.ts';
import { useView } from '../stores/view.ts';
import { DialogFrame } from '../ui/dialog-frame.tsx';

const groups = [...new Set(commandIds.map((id) => commands[id].group))];
/** What the canvas does with arrows and the pointer; it cannot be changed. */
const panKeys = ['ArrowLeft', 'ArrowUp', 'ArrowRight', 'ArrowDown'];

export function ShortcutsDialog() {
  const { t } = useTranslation();
  const open = useView((state) => state.dialog === 'shortcuts');
  const setDialog = useView((state) => state.setDialog);
  return (
    <DialogFrame
      open={open}
      title={t('shortcuts.title')}
      onClose={() => {
        setDialog(null);
      }}
    >
      {/* Takes the focus, so that arrows scroll it. */}
      <div className="shortcuts" role="group" aria-label={t('shortcuts.title')} tabIndex={0}>
        {groups.map((group) => (
          <Group key={group} group={group} />
        ))}
        <section>
          <h3>{t('shortcuts.canvas')}</h3>
          <dl>
            <dt>{t('shortcuts.pan')}</dt>
            <dd>
              {panKeys.map((key) => (
                <kbd key={key}>{combinationWords(key)}</kbd>
              ))}
            </dd>
            <dt>{t('shortcuts.panByHand')}</dt>
            <dd>
              <kbd>{t('shortcuts.drag')}</kbd>
            </dd>
          </dl>
        </section>
      </div>
    </DialogFrame>
  );
}

function Group({ group }: { readonly group: CommandGroup }) {
  const { t } = useTranslation();
  const changes = useApplication((state) => state.settings.shortcuts);
  const rows = commandIds.filter((id) => commands[id].group === group).map((id) => ({ id, keys: keysOf(commands, changes, id) }));
  return (
    <section>
      <h3>{t(`commandGroups.${group}`)}</h3>
      <dl>
        {rows
          .filter(({ keys }) => keys.length > 0)
          .map(({ id, keys }) => (
            <Fragment key={id}>
              <dt>{t(`commands.${id}`)}</dt>
              <dd>
                {keys.map((it) => (
                  <kbd key={it}>{combinationWords(it)}</kbd>
                ))}
              </dd>
            </Fragment>
          ))}
      </dl>
    </section>
  );
}
