/** @file A number with its unit: a slider, a field for the exact value, the default on a double click. Renderer. */
import { useId } from 'react';
import type { RangeParameter } from '../../src-shared/operations/operation.ts';

type RangeFieldProps = { readonly parameter: RangeParameter; readonly value: number; readonly onChange: (value: number) => void };

export function RangeField({ parameter, value, onChange }: RangeFieldProps) {
  const { label, help, min, max, step, unit } = parameter;
  const id = useId();
  const change = (wanted: number) => {
    if (Number.isFinite(wanted)) onChange(Math.min(max, Math.max(min, wanted)));
  };
  return (
    <div className="field range-field" title={help}>
      <label htmlFor={id}>{label}</label>
      <span className="range-value">
        <input
          type="number"
          aria-label={label}
          min={min}
          max={max}
          step={step}
          value={value}
          onChange={(event) => {
            change(event.target.valueAsNumber);
          }}
        />
        <span className="quiet">{unit}</span>
      </span>
      <input
        id={id}
        type="range"
        min={min}
        max={max}
        step={step}
        value={value}
        onChange={(event) => {
          change(event.target.valueAsNumber);
        }}
        onKeyDown={(event) => {
          const by = { ArrowLeft: -1, ArrowDown: -1, ArrowRight: 1, ArrowUp: 1 }[event.key];
          if (by === undefined || !event.shiftKey) return;
          event.preventDefault();
          change(value + by * step * 10);
        }}
        onDoubleClick={() => {
          change(parameter.default);
        }}
      />
    </div>
  );
}
