/** @file What can be done to the chosen pictures, behind the right mouse button and the menu key. Renderer. */
import { ContextMenu } from 'radix-ui';
import { type MouseEvent, type ReactNode, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { chosenPictures, closeChosen, copyPath, copyStepsToChosen, exportChosen, revealPicture, runChosen } from '../actions/filmstrip.ts';
import { usePictures } from '../stores/pictures.ts';
import { useSelection } from '../stores/selection.ts';
import { chosenIds } from './selection.ts';

export function FilmstripMenu({ children }: { readonly children: ReactNode }) {
  const { t } = useTranslation();
  const [pictureId, setPictureId] = useState<string | null>(null);

  /** A picture that is not among the chosen ones is chosen alone first. */
  const aim = (event: MouseEvent) => {
    const id = (event.target as HTMLElement).closest<HTMLElement>('[data-picture]')?.dataset['picture'];
    if (id === undefined) return event.preventDefault();
    if (!chosenPictures().includes(id)) useSelection.getState().choose(id, 'only');
    setPictureId(id);
  };
  return (
    <ContextMenu.Root modal={false}>
      <ContextMenu.Trigger asChild onContextMenu={aim}>
        {children}
      </ContextMenu.Trigger>
      <ContextMenu.Portal>
        <section aria-label={t('openMenu')}>
          <ContextMenu.Content className="menu" collisionPadding={8} aria-label={t('filmstrip.menu')}>
            <Items pictureId={pictureId} />
          </ContextMenu.Content>
        </section>
      </ContextMenu.Portal>
    </ContextMenu.Root>
  );
}

/** There only while the menu is open, so that pictures that open change nothing here. */
function Items({ pictureId }: { readonly pictureId: string | null }) {
  const { t } = useTranslation();
  const pictures = usePictures((state) => state.pictures);
  const selectedId = usePictures((state) => state.selectedId);
  const selection = useSelection((state) => state.selection);
  const count = chosenIds(pictures.map(({ id }) => id), selection, selectedId).length;
  return (
    <>
      <Item onSelect={() => void runChosen()}>{t('filmstrip.run', { count })}</Item>
      <Item disabled={count < 2} onSelect={copyStepsToChosen}>
        {t('filmstrip.copySteps', { count: Math.max(1, count - 1) })}
      </Item>
      <Item onSelect={() => void exportChosen()}>{t('filmstrip.export', { count })}</Item>
      <ContextMenu.Separator className="menu-line" />
      <Item onSelect={() => pictureId !== null && void revealPicture(pictureId)}>{t('filmstrip.reveal')}</Item>
      <Item onSelect={() => pictureId !== null && void copyPath(pictureId)}>{t('filmstrip.copyPath')}</Item>
      <ContextMenu.Separator className="menu-line" />
      <Item onSelect={() => void closeChosen()}>{t('filmstrip.close', { count })}</Item>
    </>
  );
}

const Item = ({ disabled = false, onSelect, children }: { readonly disabled?: boolean; readonly onSelect: () => void; readonly children: ReactNode }) => (
  <ContextMenu.Item className="menu-item" disabled={disabled} onSelect={onSelect}>
    <span>{children}</span>
  </ContextMenu.Item>
);
