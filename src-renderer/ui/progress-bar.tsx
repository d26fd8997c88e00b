/** @file How far something is, as a bar with a number for screen readers. Renderer. */
import { formatPercent } from '../format.ts';

export const ProgressBar = ({ label, done }: { readonly label: string; readonly done: number }) => (
  <progress className="progress" aria-label={label} value={done} max={1}>
    {formatPercent(done)}
  </progress>
);
