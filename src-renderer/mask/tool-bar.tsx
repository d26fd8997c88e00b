/** @file The tools at the left of the canvas. Renderer. */
import { Brush, Circle, Eraser, Lasso, type LucideIcon, MousePointer2, Pentagon, PersonStanding, ScanSearch, Square, Wand } from 'lucide-react';
import { memo } from 'react';
import { useTranslation } from 'react-i18next';
import { selectPeople, takeTool } from '../actions/masks.ts';
import { useShortcut } from '../shortcuts/words.ts';
import { selectedStep, useDocuments } from '../stores/documents.ts';
import { maskTools, type Tool, useMaskTools } from '../stores/mask-tools.ts';
import { IconButton } from '../ui/button.tsx';
import { Later } from '../ui/later.tsx';

const icons: Readonly<Record<Tool, LucideIcon>> = {
  move: MousePointer2,
  brush: Brush,
  eraser: Eraser,
  lasso: Lasso,
  polygon: Pentagon,
  rectangle: Square,
  ellipse: Circle,
  wand: Wand,
  object: ScanSearch,
};

export const ToolBar = memo(function ToolBar({ pictureId }: { readonly pictureId: string }) {
  const { t } = useTranslation();
  const canMask = useDocuments((state) => selectedStep(state, pictureId) !== undefined);
  return (
    <div className="tool-bar" role="toolbar" aria-label={t('masks.tools')} aria-orientation="vertical">
      <Later>
        {(['move', ...maskTools] as const).map((tool) => (
          <ToolButton key={tool} tool={tool} disabled={tool !== 'move' && !canMask} />
        ))}
        <div className="tool-separator" />
        <PeopleButton disabled={!canMask} />
      </Later>
    </div>
  );
});

function PeopleButton({ disabled }: { readonly disabled: boolean }) {
  const { t } = useTranslation();
  const selecting = useMaskTools((state) => state.selecting);
  return (
    <IconButton className="tool-button" label={t('commands.select-people')} keys={useShortcut('select-people')} disabled={disabled || selecting} onClick={() => void selectPeople()}>
      <PersonStanding size={18} aria-hidden="true" />
    </IconButton>
  );
}

function ToolButton({ tool, disabled }: { readonly tool: Tool; readonly disabled: boolean }) {
  const { t } = useTranslation();
  const Icon = icons[tool];
  const inHand = useMaskTools((state) => state.tool === tool);
  return (
    <IconButton className="tool-button" label={t(`commands.tool-${tool}`)} keys={useShortcut(`tool-${tool}`)} aria-pressed={inHand} disabled={disabled} onClick={takeTool(tool)}>
      <Icon size={18} aria-hidden="true" />
    </IconButton>
  );
}
