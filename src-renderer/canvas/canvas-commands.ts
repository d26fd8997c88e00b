/** @file What can be done with rulers, navigator and comparison; actions/commands.ts gives each its key. Renderer. */
import { type CompareWay, useView } from '../stores/view.ts';

const maxGain = 32;

export function toggleRulers(): void {
  const { rulers, setRulers } = useView.getState();
  setRulers(!rulers);
}

export function toggleNavigator(): void {
  const { navigator, setNavigator } = useView.getState();
  setNavigator(!navigator);
}

/** Compares in this way, or not at all where it did so already. */
export const toggleWay = (way: CompareWay) => (): void => {
  const { compare, compareWay, setCompare, setCompareWay } = useView.getState();
  if (compare && compareWay === way) setCompare(false);
  else setCompareWay(way);
};

/** From left and right to above and below, and back. */
export function turnComparison(): void {
  const { axis, setAxis } = useView.getState();
  setAxis(axis === 'horizontal' ? 'vertical' : 'horizontal');
}

export function changeGain(factor: number): void {
  const { gain, setGain } = useView.getState();
  setGain(Math.min(maxGain, Math.max(1, gain * factor)));
}
