/** @file The cheat sheet. Renderer. */
import { Fragment } from 'react';
import { useTranslation } from 'react-i18next';
import type english from '../locales/en.json';
import { useView } from '../stores/view.ts';
import { DialogFrame } from '../ui/dialog-frame.tsx';
import { modifier } from '../ui/keys.ts';

/** Not a key: the pointer held down. */
const drag = 'drag';

type Words = typeof english.shortcuts;
type Row = readonly [name: keyof Words['names'], ...keys: string[]];

const sheet: readonly (readonly [group: keyof Words['groups'], rows: readonly Row[]])[] = [
  [
    'file',
    [
      ['open', `${modifier}O`],
      ['saveAs', `${modifier}S`],
      ['closePicture', `${modifier}W`],
      ['settings', `${modifier},`],
    ],
  ],
  [
    'work',
    [
      ['run', `${modifier}Enter`],
      ['cancel', `${modifier}.`],
      ['peek', '\\'],
      ['compare', 'C'],
    ],
  ],
  [
    'view',
    [
      ['fit', '0'],
      ['actual', '1'],
      ['zoom', '+', '−'],
      ['shortcuts', '?'],
    ],
  ],
  [
    'move',
    [
      ['pan', '←', '↑', '→', '↓'],
      ['panDrag', drag],
      ['neighbours', 'PgDn', 'PgUp'],
    ],
  ],
];

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
      <div className="shortcuts">
        {sheet.map(([group, rows]) => (
          <section key={group}>
            <h3>{t(`shortcuts.groups.${group}`)}</h3>
            <dl>
              {rows.map(([name, ...keys]) => (
                <Fragment key={name}>
                  <dt>{t(`shortcuts.names.${name}`)}</dt>
                  <dd>
                    {keys.map((key) => (
                      <kbd key={key}>{key === drag ? t('shortcuts.drag') : key}</kbd>
                    ))}
                  </dd>
                </Fragment>
              ))}
            </dl>
          </section>
        ))}
      </div>
    </DialogFrame>
  );
}
