/** @file Options of the `imago` command that take a number. Pure; command line. */
import { InvalidArgumentError, Option } from 'commander';

type Kind = { readonly accepts: (value: number) => boolean; readonly expected: string };

const kinds = {
  positive: { accepts: (value) => value > 0, expected: 'a number above zero' },
  weight: { accepts: (value) => value >= 0, expected: 'zero or a number above' },
  share: { accepts: (value) => value >= 0 && value <= 1, expected: 'a number from 0 to 1' },
  percent: { accepts: (value) => Number.isInteger(value) && value >= 1 && value <= 100, expected: 'a whole number from 1 to 100' },
  count: { accepts: (value) => Number.isInteger(value) && value > 0, expected: 'a whole number above zero' },
  /** Networks halve twice, and a discriminator has nothing left to judge below 32 pixels. */
  cropSide: { accepts: (value) => value >= 32 && value % 4 === 0, expected: 'a multiple of 4 from 32' },
  /** Four halvings, and a discriminator that judges half the crop. */
  relightSide: { accepts: (value) => value >= 64 && value % 16 === 0, expected: 'a multiple of 16 from 64' },
  relightWidth: { accepts: (value) => value > 0 && value % 4 === 0, expected: 'a multiple of 4' },
} as const satisfies Record<string, Kind>;

export function numberOption(kind: keyof typeof kinds, flags: string, description: string, standard?: number): Option {
  const { accepts, expected }: Kind = kinds[kind];
  const option = new Option(flags, description).argParser((text) => {
    const value = Number(text);
    if (!Number.isFinite(value) || !accepts(value)) throw new InvalidArgumentError(`Expected ${expected}.`);
    return value;
  });
  return standard === undefined ? option : option.default(standard);
}
