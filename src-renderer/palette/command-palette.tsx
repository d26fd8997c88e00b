/** @file The command palette: every command by its name, found by typing. Renderer. */
import { Command, useCommandState } from 'cmdk';
import { useTranslation } from 'react-i18next';
import { type CommandId, commandIds, commands, runCommand } from '../actions/commands.ts';
import { combinationWords } from '../shortcuts/words.ts';
import { keysOf } from '../shortcuts/keymap.ts';
import { useApplication } from '../stores/application.ts';
import { useView } from '../stores/view.ts';
import { DialogFrame } from '../ui/dialog-frame.tsx';

const findable = commandIds.filter((id) => !commands[id].release && id !== 'palette');
const groups = [...new Set(findable.map((id) => commands[id].group))];

export function CommandPalette() {
  const { t } = useTranslation();
  const open = useView((state) => state.dialog === 'palette');
  const setDialog = useView((state) => state.setDialog);
  const close = () => {
    setDialog(null);
  };
  return (
    <DialogFrame open={open} title={t('palette.title')} className="palette" focusFirst onClose={close}>
      <Command label={t('palette.title')} loop>
        <Command.Input className="palette-input" placeholder={t('palette.placeholder')} aria-label={t('palette.title')} />
        <Command.List className="palette-list" label={t('palette.list')}>
          {groups.map((group) => (
            <Command.Group key={group} heading={t(`commandGroups.${group}`)}>
              {findable
                .filter((id) => commands[id].group === group)
                .map((id) => (
                  <Entry key={id} id={id} onChosen={close} />
                ))}
            </Command.Group>
          ))}
        </Command.List>
        <NothingFound />
      </Command>
    </DialogFrame>
  );
}

/** Outside the list, which holds commands and nothing else. */
function NothingFound() {
  const { t } = useTranslation();
  const found = useCommandState((state) => state.filtered.count);
  return (
    <p className="palette-empty quiet" role="status" hidden={found > 0}>
      {found === 0 && t('palette.none')}
    </p>
  );
}

/** Asks for the command after the dialog has gone, so that it finds the window as it will be. */
function Entry({ id, onChosen }: { readonly id: CommandId; readonly onChosen: () => void }) {
  const { t } = useTranslation();
  const changes = useApplication((state) => state.settings.shortcuts);
  const [keys] = keysOf(commands, changes, id);
  const label = t(`commands.${id}`);
  return (
    <Command.Item
      value={label}
      keywords={[t(`commandGroups.${commands[id].group}`)]}
      disabled={commands[id].available?.() === false}
      onSelect={() => {
        onChosen();
        runCommand(id);
      }}
    >
      <span>{label}</span>
      {keys !== undefined && <kbd>{combinationWords(keys)}</kbd>}
    </Command.Item>
  );
}
