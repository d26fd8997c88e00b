/** @file How far something is, as a bar with a number for screen readers. Renderer. */
export const ProgressBar = ({ label, done }: { readonly label: string; readonly done: number }) => (
  <progress className="progress" aria-label={label} value={done} max={1}>
    {Math.round(done * 100)} %
  </progress>
);
