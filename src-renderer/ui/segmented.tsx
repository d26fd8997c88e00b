/** @file One of a few: radio buttons that look like one control. Renderer. */
import { useId } from 'react';

type SegmentedProps<V extends string | number> = {
  readonly label: string;
  readonly value: V;
  readonly options: readonly { readonly value: V; readonly label: string }[];
  readonly onChange: (value: V) => void;
  readonly help?: string;
};

export function Segmented<V extends string | number>({ label, value, options, onChange, help }: SegmentedProps<V>) {
  const name = useId();
  return (
    <fieldset className="field" title={help}>
      <legend>{label}</legend>
      <div className="segmented">
        {options.map((option) => (
          <label key={option.value}>
            <input
              type="radio"
              name={name}
              checked={option.value === value}
              onChange={() => {
                onChange(option.value);
              }}
            />
            <span>{option.label}</span>
          </label>
        ))}
      </div>
    </fieldset>
  );
}
