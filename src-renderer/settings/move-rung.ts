/** @file Puts a device at another place of the ladder. Pure. */
import type { DeviceLadder, Provider } from '../../src-shared/device.ts';

/** `to` is its index afterwards among the devices that this machine can have, which are all that is shown; the others come behind them. */
export function moveRung(ladder: DeviceLadder, here: readonly Provider[], moved: Provider, to: number): DeviceLadder {
  const shown = rungsHere(ladder, here);
  const others = shown.filter(({ provider }) => provider !== moved);
  return [...others.toSpliced(to, 0, ...shown.filter(({ provider }) => provider === moved)), ...ladder.filter((rung) => !shown.includes(rung))];
}

export const rungsHere = (ladder: DeviceLadder, here: readonly Provider[]): DeviceLadder => ladder.filter(({ provider }) => here.includes(provider));
