/** @file A label with its control in one row, and a choice from a list. Renderer. */
import { type ReactNode, useId } from 'react';

type SelectFieldProps = { readonly label: string; readonly value: string; readonly options: readonly (readonly [value: string, label: string])[]; readonly onChange: (value: string) => void };

export function SelectField({ label, value, options, onChange }: SelectFieldProps) {
  const id = useId();
  return (
    <RowField label={label} id={id}>
      <select
        id={id}
        value={value}
        onChange={(event) => {
          onChange(event.target.value);
        }}
      >
        {options.map(([it, text]) => (
          <option key={it} value={it}>
            {text}
          </option>
        ))}
      </select>
    </RowField>
  );
}

export const RowField = ({ label, id, children }: { readonly label: string; readonly id: string; readonly children: ReactNode }) => (
  <div className="row-field">
    <label htmlFor={id}>{label}</label>
    {children}
  </div>
);
