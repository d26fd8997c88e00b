/** @file Options of the `imago` command that take a number above zero. Pure; command line. */
import { InvalidArgumentError, Option } from 'commander';

export const numberOption = (flags: string, description: string, standard: number): Option => new Option(flags, description).argParser(parsePositive).default(standard);

export function parsePositive(text: string): number {
  const value = Number(text);
  if (!(value > 0) || !Number.isFinite(value)) throw new InvalidArgumentError('Expected a number above zero.');
  return value;
}
