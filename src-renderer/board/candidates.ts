/** @file What a compare board begins with: which settings, on which region. Pure. */
import type { ModelSummary } from '../../src-shared/model.ts';
import type { Operation, ParameterValues } from '../../src-shared/operations/operation.ts';
import type { Region } from '../../src-shared/region.ts';
import { modelsFor } from '../panels/runnable.ts';
import { boardSize } from '../stores/board.ts';

/** Pixels a side that go into the compared step: seconds even for a slow model. */
const regionSide = 256;

/** The settings as they are, then the same with every other usable model, up to four. */
export function boardParameters(operation: Operation, current: ParameterValues, models: readonly ModelSummary[]): ParameterValues[] {
  const [name, parameter] = Object.entries(operation.parameters).find(([, it]) => it.kind === 'model') ?? [];
  if (name === undefined || parameter?.kind !== 'model') return [current];
  const others = modelsFor(parameter, models).filter((model) => model.problem === undefined && model.id !== current[name]);
  return [current, ...others.map((model) => ({ ...current, [name]: model.id }))].slice(0, boardSize);
}

/** The middle of what is seen, as large as it may be where the steps before enlarge it by `scaleBefore`. */
export function boardRegion({ x, y, width, height }: Region, scaleBefore: number): Region {
  const side = Math.max(1, Math.floor(regionSide / scaleBefore));
  const [wide, high] = [Math.min(width, side), Math.min(height, side)];
  return { x: x + Math.floor((width - wide) / 2), y: y + Math.floor((height - high) / 2), width: wide, height: high };
}
