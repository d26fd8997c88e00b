/** @file A number on the compare board, taken over when it is left or confirmed: a cell is computed once for it. Renderer. */
import { useEffect, useState } from 'react';
import type { RangeParameter } from '../../src-shared/operations/operation.ts';

type BoardNumberProps = { readonly label: string; readonly parameter: RangeParameter; readonly value: number; readonly onChange: (value: number) => void };

export function BoardNumber({ label, parameter: { min, max, step, unit }, value, onChange }: BoardNumberProps) {
  const [typed, setTyped] = useState(String(value));
  useEffect(() => {
    setTyped(String(value));
  }, [value]);
  const takeOver = () => {
    const wanted = Number(typed);
    const kept = typed.trim() !== '' && Number.isFinite(wanted) ? Math.min(max, Math.max(min, wanted)) : value;
    setTyped(String(kept));
    if (kept !== value) onChange(kept);
  };
  return (
    <label className="board-number" title={label}>
      <span>{label}</span>
      <input
        type="number"
        min={min}
        max={max}
        step={step}
        value={typed}
        onChange={(event) => { setTyped(event.target.value); }}
        onBlur={takeOver}
        onKeyDown={(event) => {
          if (event.key === 'Enter') takeOver();
        }}
      />
      <span className="quiet">{unit}</span>
    </label>
  );
}
