/** @file The open pictures along the bottom: one is shown, several can be chosen; only what is in sight is drawn. Renderer. */
import { defaultRangeExtractor, useVirtualizer } from '@tanstack/react-virtual';
import { Plus } from 'lucide-react';
import { type KeyboardEvent, memo, useEffect, useMemo, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { closeChosen } from '../actions/filmstrip.ts';
import { openDialog } from '../actions/pictures.ts';
import { useShortcut } from '../shortcuts/words.ts';
import { useApplication } from '../stores/application.ts';
import { usePictures } from '../stores/pictures.ts';
import { useSelection } from '../stores/selection.ts';
import { IconButton } from '../ui/button.tsx';
import { Later } from '../ui/later.tsx';
import { FilmstripItem } from './filmstrip-item.tsx';
import { FilmstripMenu } from './filmstrip-menu.tsx';
import { chosenIds } from './selection.ts';

/** Width of an item and the gap behind it, in CSS pixels; window.css has the same. */
const pitch = 108;

export const Filmstrip = memo(function Filmstrip() {
  const { t } = useTranslation();
  return (
    <nav className="filmstrip" aria-label={t('filmstrip.label')}>
      <Later>
        <Strip />
      </Later>
    </nav>
  );
});

function Strip() {
  const { t } = useTranslation();
  const pictures = usePictures((state) => state.pictures);
  const selectedId = usePictures((state) => state.selectedId);
  const selection = useSelection((state) => state.selection);
  const list = useRef<HTMLDivElement>(null);
  /** The item that had the focus is closed: the one that is shown instead takes it over. */
  const losesFocus = useRef(false);
  const shortcut = useShortcut('open');
  const textScale = useApplication((state) => state.settings.textSize) / 100;
  const order = useMemo(() => pictures.map(({ id }) => id), [pictures]);
  const chosen = useMemo(() => new Set(chosenIds(order, selection, selectedId)), [order, selection, selectedId]);
  const shownIndex = selectedId === null ? -1 : order.indexOf(selectedId);

  const virtual = useVirtualizer({
    count: pictures.length,
    horizontal: true,
    getScrollElement: () => list.current,
    estimateSize: () => pitch * textScale,
    getItemKey: (index) => order[index]!,
    overscan: 6,
    // What has the focus stays, wherever the strip is scrolled to.
    rangeExtractor: (range) => [...new Set([...defaultRangeExtractor(range), ...(shownIndex < 0 ? [] : [shownIndex])])].sort((a, b) => a - b),
  });

  useEffect(() => {
    virtual.measure();
  }, [textScale]);
  useEffect(() => {
    if (shownIndex < 0) return;
    virtual.scrollToIndex(shownIndex, { align: 'auto' });
    if (losesFocus.current || list.current?.contains(document.activeElement)) list.current?.querySelector<HTMLElement>('[data-shown]')?.focus({ preventScroll: true });
    losesFocus.current = false;
  }, [selectedId]);

  return (
    <>
      <FilmstripMenu>
        <div
          ref={list}
          className="filmstrip-list"
          role="listbox"
          aria-label={t('filmstrip.label')}
          aria-orientation="horizontal"
          aria-multiselectable="true"
          onKeyDown={(event) => {
            losesFocus.current = event.key === 'Delete';
            moveByKey(event, order, shownIndex);
          }}
        >
          <div className="filmstrip-track" role="presentation" style={{ width: virtual.getTotalSize() }}>
            {virtual.getVirtualItems().map(({ index, start }) => {
              const picture = pictures[index];
              return picture && <FilmstripItem key={picture.id} picture={picture} start={start} position={index + 1} of={pictures.length} shown={index === shownIndex} chosen={chosen.has(picture.id)} />;
            })}
          </div>
        </div>
      </FilmstripMenu>
      <IconButton label={t('filmstrip.add')} keys={shortcut} className="filmstrip-add" onClick={() => void openDialog()}>
        <Plus size={18} />
      </IconButton>
    </>
  );
}

function moveByKey(event: KeyboardEvent, order: readonly string[], shownIndex: number): void {
  const control = event.ctrlKey || event.metaKey;
  const { choose, chooseAll } = useSelection.getState();
  const targets: Record<string, number> = { ArrowLeft: shownIndex - 1, ArrowRight: shownIndex + 1, Home: 0, End: order.length - 1 };
  const target = targets[event.key];
  if (target !== undefined && !control && !event.altKey) {
    const id = order[Math.min(order.length - 1, Math.max(0, target))];
    if (id !== undefined) choose(id, event.shiftKey ? 'range' : 'only');
  } else if (event.key === 'Delete' && !control) void closeChosen();
  else if (event.key === 'a' && control) chooseAll();
  else if (event.key === 'Escape' && order[shownIndex] !== undefined) choose(order[shownIndex], 'only');
  else return;
  event.preventDefault();
}
