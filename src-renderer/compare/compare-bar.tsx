/** @file What is compared, and how: a toolbar below the canvas while there is more than the source. Renderer. */
import { Columns2, Contrast, Eye, FlipVertical2, SquareSplitHorizontal } from 'lucide-react';
import { memo, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { useShallow } from 'zustand/react/shallow';
import { CommandButton } from '../canvas/command-button.tsx';
import { currentSurface } from '../canvas/current-surface.ts';
import { type CompareWay, useView } from '../stores/view.ts';
import { useShortcut } from '../shortcuts/words.ts';
import { Hint } from '../ui/button.tsx';
import { Later } from '../ui/later.tsx';
import { choiceName } from './choice-name.ts';
import { type Choice, comparedOf } from './sides.ts';

// The elements are the same ones every time, so that a button is drawn again only when it changes.
const turnIcon = <FlipVertical2 size={14} aria-hidden="true" />;
const gains = [1, 2, 4, 8, 16, 32];
const icons: Record<CompareWay, ReactNode> = {
  slider: <SquareSplitHorizontal size={14} aria-hidden="true" />,
  side: <Columns2 size={14} aria-hidden="true" />,
  difference: <Contrast size={14} aria-hidden="true" />,
};

export function CompareBar({ pictureId, choices }: { readonly pictureId: string; readonly choices: readonly Choice[] }) {
  const { t } = useTranslation();
  const { compare, compareWay, gain, setGain, setSides } = useView(useShallow(comparing));
  const compared = comparedOf(choices, useView((state) => state.sides[pictureId]));
  if (!compared) return null;
  return (
    <Later>
      <div className="compare-bar" role="toolbar" aria-label={t('compare.toolbar')}>
        {(['slider', 'side', 'difference'] as const).map((way) => (
          <CommandButton key={way} command={`compare-${way}`} pressed={compare && compareWay === way}>
            {icons[way]}
          </CommandButton>
        ))}
        {compare && compareWay !== 'difference' && (
          <CommandButton command="compare-turn">
            {turnIcon}
          </CommandButton>
        )}
        {compare && compareWay === 'difference' && (
          <label className="bar-field">
            {t('compare.gain')}
            <select
              aria-label={t('compare.gain')}
              value={gain}
              onChange={(event) => {
                setGain(Number(event.target.value));
              }}
            >
              {gains.map((value) => (
                <option key={value} value={value}>
                  {`${value}×`}
                </option>
              ))}
            </select>
          </label>
        )}
        <span className="bar-line" />
        {(['before', 'after'] as const).map((side) => (
          <label key={side} className="bar-field">
            {t(`compare.${side}`)}
            <select
              aria-label={t(`compare.${side}`)}
              value={compared[side].id}
              onChange={(event) => {
                setSides(pictureId, { [side]: event.target.value });
              }}
            >
              {choices.map((choice) => (
                <option key={choice.id} value={choice.id}>
                  {choiceName(choice)}
                </option>
              ))}
            </select>
          </label>
        ))}
        <PeekButton name={choiceName(compared.before)} />
      </div>
    </Later>
  );
}

const comparing = ({ compare, compareWay, gain, setGain, setSides }: ReturnType<typeof useView.getState>) => ({ compare, compareWay, gain, setGain, setSides });

const PeekButton = memo(function PeekButton({ name }: { readonly name: string }) {
  const { t } = useTranslation();
  const peek = (on: boolean) => () => currentSurface()?.setPeeking(on);
  return (
    <Hint text={t('compare.peek', { name })} keys={useShortcut('peek')}>
      <button
        type="button"
        className="bar-button"
        aria-label={t('compare.peek', { name })}
        onPointerDown={peek(true)}
        onPointerUp={peek(false)}
        onPointerLeave={peek(false)}
        onKeyDown={(event) => {
          if (event.key === ' ' || event.key === 'Enter') peek(true)();
        }}
        onKeyUp={peek(false)}
        onBlur={peek(false)}
      >
        <Eye size={14} aria-hidden="true" />
      </button>
    </Hint>
  );
});
