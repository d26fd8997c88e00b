/**
 * @file Combinations of keys as text: `[Mod+][Alt+][Shift+]<key>`, where Mod is Ctrl, or Command on a Mac. Pure.
 *
 * Shift stands only with letters and named keys: with a sign it is part of how the sign is typed, which differs from
 * keyboard to keyboard.
 */

type KeyPress = Pick<KeyboardEvent, 'key' | 'code' | 'ctrlKey' | 'metaKey' | 'altKey' | 'shiftKey' | 'getModifierState'>;

const notYetAKey = new Set(['Control', 'Shift', 'Alt', 'AltGraph', 'Meta', 'CapsLock', 'Process', 'Dead', 'Unidentified', 'Compose']);

/** null while only modifiers are held, or an input method is at work. */
export function combinationOf(press: KeyPress): string | null {
  if (notYetAKey.has(press.key)) return null;
  const key = keyName(press);
  // AltGr reports Ctrl and Alt, but only types a sign.
  const typed = press.getModifierState('AltGraph');
  const named = key.length > 1 || /[A-Z]/.test(key);
  return [
    (press.ctrlKey || press.metaKey) && !typed ? 'Mod+' : '',
    press.altKey && !typed ? 'Alt+' : '',
    press.shiftKey && named ? 'Shift+' : '',
    key,
  ].join('');
}

/** Letters by what is written on the key; on keyboards without Latin letters by the place of the key. */
function keyName({ key, code }: KeyPress): string {
  if (key === ' ') return 'Space';
  if (/^[a-z]$/i.test(key)) return key.toUpperCase();
  return key.length === 1 && key > '~' && /^Key[A-Z]$/.test(code) ? code.slice(3) : key;
}

export type Parts = { readonly modifiers: readonly string[]; readonly key: string };

export function partsOf(combination: string): Parts {
  const [, modifiers = '', key = ''] = /^((?:Mod\+)?(?:Alt\+)?(?:Shift\+)?)(.+)$/.exec(combination) ?? [];
  return { modifiers: modifiers.split('+').filter(Boolean), key };
}

const acceleratorKeys: Readonly<Record<string, string>> = { '+': 'Plus', ArrowLeft: 'Left', ArrowRight: 'Right', ArrowUp: 'Up', ArrowDown: 'Down' };
const namedByElectron = /^([!-~]|F\d{1,2}|Enter|Delete|Backspace|Home|End|PageUp|PageDown|Insert|Space)$/;

/** In Electron's words; undefined where it has none. */
export function acceleratorOf(combination: string): string | undefined {
  const { modifiers, key } = partsOf(combination);
  const named = acceleratorKeys[key] ?? (namedByElectron.test(key) ? key : undefined);
  return named && [...modifiers.map((it) => (it === 'Mod' ? 'CmdOrCtrl' : it)), named].join('+');
}

/** What moves about in controls and text; no command may take it away. */
const ofControls = /^((Shift\+)?(Tab|Enter|Space|Arrow\w+|Home|End|Backspace|Delete)|Escape)$/;
const ofText = /^Mod\+([ACVX]|(Shift\+)?Z|Y|Backspace|Delete|(Shift\+)?(Arrow\w+|Home|End))$/;

export const belongsToControls = (combination: string): boolean => ofControls.test(combination);
export const belongsToText = (combination: string): boolean => ofText.test(combination);
/** What a slider answers to, beside the arrows. */
export const belongsToSliders = (combination: string): boolean => /^(PageUp|PageDown|Home|End)$/.test(combination);
