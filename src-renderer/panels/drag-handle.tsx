/** @file What is dragged to another program: the result as a file. Renderer. */
import { GripVertical } from 'lucide-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { type DragWish, prepareDrag, startDrag } from '../actions/drag-out.ts';
import { Hint } from '../ui/button.tsx';

/** A mouse has nothing else to drag; by keyboard, Copy and Save do the same. The file is made as soon as the pointer comes near. */
export function DragHandle(wish: DragWish) {
  const { t } = useTranslation();
  const [preparing, setPreparing] = useState(false);
  const prepare = () => {
    setPreparing(true);
    void prepareDrag(wish).finally(() => {
      setPreparing(false);
    });
  };
  return (
    <Hint text={preparing ? t('save.dragPreparing') : t('save.dragHelp')}>
      <span
        className="drag-handle"
        draggable
        data-preparing={preparing ? '' : undefined}
        onPointerEnter={prepare}
        onDragStart={(event) => {
          void startDrag(event, wish);
        }}
      >
        <GripVertical size={14} aria-hidden="true" />
        {t('save.drag')}
      </span>
    </Hint>
  );
}
