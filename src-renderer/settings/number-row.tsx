/** @file A whole number with its unit, in a row of the settings; what is out of bounds is not taken. Renderer. */
import { useId } from 'react';

type NumberRowProps = {
  readonly label: string;
  readonly unit: string;
  readonly value: number;
  readonly min: number;
  readonly max: number;
  readonly step: number;
  readonly onChange: (value: number) => void;
};

export function NumberRow({ label, unit, value, min, max, step, onChange }: NumberRowProps) {
  const id = useId();
  return (
    <div className="settings-row">
      <label htmlFor={id}>{label}</label>
      <span className="number-field">
        <input
          id={id}
          type="number"
          min={min}
          max={max}
          step={step}
          defaultValue={value}
          onChange={({ target: { valueAsNumber: wanted } }) => {
            if (Number.isInteger(wanted) && wanted >= min && wanted <= max) onChange(wanted);
          }}
        />
        {unit}
      </span>
    </div>
  );
}
