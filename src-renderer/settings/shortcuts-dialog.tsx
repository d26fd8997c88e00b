/** @file The cheat sheet. Renderer. */
import { Fragment } from 'react';
import { useView } from '../stores/view.ts';
import { strings } from '../strings.ts';
import { DialogFrame } from '../ui/dialog-frame.tsx';
import { modifier } from '../ui/keys.ts';

const { groups, names } = strings.shortcuts;

const sheet: readonly (readonly [group: string, rows: readonly (readonly [name: string, ...keys: string[]])[]])[] = [
  [
    groups.file,
    [
      [names.open, `${modifier}O`],
      [names.saveAs, `${modifier}S`],
      [names.closePicture, `${modifier}W`],
      [names.settings, `${modifier},`],
    ],
  ],
  [
    groups.work,
    [
      [names.run, `${modifier}Enter`],
      [names.cancel, `${modifier}.`],
      [names.peek, '\\'],
      [names.compare, 'C'],
    ],
  ],
  [
    groups.view,
    [
      [names.fit, '0'],
      [names.actual, '1'],
      [names.zoom, '+', '−'],
      [names.shortcuts, '?'],
    ],
  ],
  [
    groups.move,
    [
      [names.pan, '←', '↑', '→', '↓'],
      [names.panDrag, strings.shortcuts.drag],
      [names.neighbours, 'PgDn', 'PgUp'],
    ],
  ],
];

export function ShortcutsDialog() {
  const open = useView((state) => state.dialog === 'shortcuts');
  const setDialog = useView((state) => state.setDialog);
  return (
    <DialogFrame
      open={open}
      title={strings.shortcuts.title}
      onClose={() => {
        setDialog(null);
      }}
    >
      <div className="shortcuts">
        {sheet.map(([group, rows]) => (
          <section key={group}>
            <h3>{group}</h3>
            <dl>
              {rows.map(([name, ...keys]) => (
                <Fragment key={name}>
                  <dt>{name}</dt>
                  <dd>
                    {keys.map((key) => (
                      <kbd key={key}>{key}</kbd>
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
