/** @file What the dataset doctor found, as data. Pure; the command line and the training panel show it. */
import type { Side, StudioFinding } from '../../../src-shared/doctor.ts';
import type { Failure } from '../../../src-shared/failure.ts';
import type { PictureFile } from '../data/batch-source.ts';

export type FolderReport = {
  readonly folder: string;
  readonly usable: number;
  readonly unreadable: readonly { readonly path: string; readonly failure: Failure }[];
  readonly tooSmall: readonly PictureFile[];
  /** Files that are not named like pictures. */
  readonly others: readonly string[];
  readonly exactDuplicates: readonly (readonly string[])[];
  readonly nearDuplicates: readonly (readonly [string, string])[];
};

/** How two folders for a translation go together; histograms' intersections and brightness from 0 to 1. */
export type PairReport = {
  /** Pictures of A that are in B as well. */
  readonly shared: readonly string[];
  /** How many of A were looked for in B; absent where all were. */
  readonly sought?: number;
  readonly brightnessOverlap: number;
  readonly colourOverlap: number;
  readonly meanBrightness: { readonly a: number; readonly b: number };
};

export type DatasetReport = {
  readonly a: FolderReport;
  readonly b?: FolderReport;
  /** Absent where a folder has nothing usable. */
  readonly pair?: PairReport;
};

/** A and B; one folder alone is no side. */
export const sidesOf = ({ a, b }: DatasetReport): readonly (readonly [Side | null, FolderReport])[] => (b ? [['a', a], ['b', b]] : [[null, a]]);

export type Finding = Pick<StudioFinding, 'code' | 'side' | 'values'> & {
  /** 'stop': training cannot or should not start; 'warning': it may disappoint. */
  readonly level: 'stop' | 'warning';
  readonly message: string;
  readonly advice: string;
};
