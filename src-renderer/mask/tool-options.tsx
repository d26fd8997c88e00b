/** @file How the tool in hand is set, above the canvas. Renderer. */
import { LoaderCircle } from 'lucide-react';
import { memo, useId } from 'react';
import { useTranslation } from 'react-i18next';
import { cancelSelection } from '../actions/masks.ts';
import { brushSizes, type MaskLook, useMaskTools } from '../stores/mask-tools.ts';
import { Button } from '../ui/button.tsx';

const looks: readonly MaskLook[] = ['overlay', 'outline', 'black-white', 'hidden'];

export const ToolOptions = memo(function ToolOptions() {
  const { t } = useTranslation();
  const tool = useMaskTools((state) => state.tool);
  const selecting = useMaskTools((state) => state.selecting);
  if (tool === 'move') return null;
  return (
    <div className="tool-options" role="toolbar" aria-label={t('masks.options')}>
      <span className="tool-name">{t(`commands.tool-${tool}`)}</span>
      {tool === 'brush' || tool === 'eraser' ? <BrushOptions /> : <AreaOptions />}
      {tool === 'wand' && <WandOptions />}
      {selecting && (
        <span className="tool-busy" role="status">
          <LoaderCircle size={14} aria-hidden="true" />
          {t('masks.selecting')}
          <Button onClick={cancelSelection}>{t('selecting.cancel')}</Button>
        </span>
      )}
      <LookChoice />
    </div>
  );
});

function BrushOptions() {
  const { t } = useTranslation();
  const { brush, setBrush } = useMaskTools();
  return (
    <>
      <NumberOption label={t('masks.size')} unit="px" min={brushSizes.least} max={brushSizes.most} value={brush.size} curve onChange={(size) => { setBrush({ size }); }} />
      <NumberOption label={t('masks.hardness')} unit="%" min={0} max={100} value={Math.round(brush.hardness * 100)} onChange={(value) => { setBrush({ hardness: value / 100 }); }} />
      <NumberOption label={t('masks.opacity')} unit="%" min={1} max={100} value={Math.round(brush.opacity * 100)} onChange={(value) => { setBrush({ opacity: value / 100 }); }} />
      <Check label={t('masks.pressure')} checked={brush.pressure} onChange={(pressure) => { setBrush({ pressure }); }} />
    </>
  );
}

function AreaOptions() {
  const { t } = useTranslation();
  const { subtract, setSubtract } = useMaskTools();
  return <Check label={t('masks.subtract')} checked={subtract} onChange={setSubtract} />;
}

function WandOptions() {
  const { t } = useTranslation();
  const { wand, setWand } = useMaskTools();
  return (
    <>
      <NumberOption label={t('masks.tolerance')} unit="%" min={0} max={100} value={Math.round(wand.tolerance * 100)} onChange={(value) => { setWand({ tolerance: value / 100 }); }} />
      <Check label={t('masks.contiguous')} checked={wand.contiguous} onChange={(contiguous) => { setWand({ contiguous }); }} />
    </>
  );
}

function LookChoice() {
  const { t } = useTranslation();
  const { look, setLook } = useMaskTools();
  const id = useId();
  return (
    <span className="tool-option tool-look">
      <label htmlFor={id}>{t('masks.look')}</label>
      <select id={id} value={look} onChange={(event) => { setLook(event.target.value as MaskLook); }}>
        {looks.map((it) => (
          <option key={it} value={it}>
            {t(`masks.looks.${it}`)}
          </option>
        ))}
      </select>
    </span>
  );
}

type NumberOptionProps = {
  readonly label: string;
  readonly unit: string;
  readonly min: number;
  readonly max: number;
  readonly value: number;
  /** Whether the slider gives small values more room. */
  readonly curve?: boolean;
  readonly onChange: (value: number) => void;
};

function NumberOption({ label, unit, min, max, value, curve = false, onChange }: NumberOptionProps) {
  const id = useId();
  const power = curve ? 3 : 1;
  const change = (wanted: number) => {
    if (Number.isFinite(wanted)) onChange(Math.min(max, Math.max(min, Math.round(wanted))));
  };
  return (
    <span className="tool-option">
      <label htmlFor={id}>{label}</label>
      <input
        type="range"
        aria-label={label}
        aria-valuetext={`${value} ${unit}`}
        min={0}
        max={1}
        step={0.005}
        value={((value - min) / (max - min)) ** (1 / power)}
        onChange={(event) => { change(min + event.target.valueAsNumber ** power * (max - min)); }}
      />
      <input id={id} type="number" min={min} max={max} value={value} onChange={(event) => { change(event.target.valueAsNumber); }} />
      <span className="quiet">{unit}</span>
    </span>
  );
}

type CheckProps = { readonly label: string; readonly checked: boolean; readonly onChange: (checked: boolean) => void };

const Check = ({ label, checked, onChange }: CheckProps) => (
  <label className="tool-option tool-check">
    <input type="checkbox" checked={checked} onChange={(event) => { onChange(event.target.checked); }} />
    {label}
  </label>
);
