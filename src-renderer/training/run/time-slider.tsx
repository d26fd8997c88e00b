/** @file A slider through checkpoints, with a mark where the best so far is. Renderer. */
import { useTranslation } from 'react-i18next';
import { formatCount } from '../../format.ts';

type TimeSliderProps = {
  readonly label: string;
  /** At least one, ascending; `step` is one of them. */
  readonly steps: readonly number[];
  readonly step: number;
  readonly best: number | null;
  readonly onChange: (step: number) => void;
};

export function TimeSlider({ label, steps, step, best, onChange }: TimeSliderProps) {
  const { t } = useTranslation();
  const last = steps.length - 1;
  const bestAt = best === null ? -1 : steps.indexOf(best);
  return (
    <span className="time-slider">
      {bestAt >= 0 && last > 0 && <span className="time-best" style={{ left: `calc(8px + (100% - 16px) * ${bestAt / last})` }} aria-hidden="true" />}
      <input
        type="range"
        aria-label={label}
        aria-valuetext={t(step === best ? 'training.stepBest' : 'training.step', { step: formatCount(step) })}
        min={0}
        max={Math.max(last, 1)}
        disabled={last === 0}
        step={1}
        value={steps.indexOf(step)}
        onChange={(event) => {
          onChange(steps[event.target.valueAsNumber] ?? step);
        }}
      />
    </span>
  );
}
