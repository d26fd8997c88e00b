/** @file What the engine needs of an operation: made ready before the picture is decoded, then run on its raster. */
import type { Provider } from '../../../src-shared/device.ts';
import type { RunDetails } from '../../../src-shared/job.ts';
import type { MaskFrame } from '../../../src-shared/mask/frame.ts';
import type { ParameterValues } from '../../../src-shared/operations/operation.ts';
import type { Region } from '../../../src-shared/region.ts';
import type { Result } from '../../../src-shared/result.ts';
import type { SessionCache } from '../../runtime/session-cache.ts';
import type { EngineMemory } from '../memory.ts';
import type { ProgressMeter } from '../progress-meter.ts';

export type StepSurroundings = {
  /** Devices that work, best first. */
  readonly devices: readonly Provider[];
  /** Tile side in input pixels that the user asks for. */
  readonly tile: number | undefined;
  readonly modelDirectories: readonly string[];
  readonly sessions: SessionCache;
  readonly memory: EngineMemory;
  readonly signal: AbortSignal;
};

/** The picture that the source is a part of, as this step gets it; it may be smaller. */
export type WholePicture = {
  /** Where the source lies in it. */
  readonly frame: MaskFrame;
  /** Names all that its pixels come from. */
  readonly key: string;
  /** Path of its raster, which is made now if need be. */
  readonly raster: () => Promise<Result<string>>;
  /** The picture that the series goes by, as this step gets it; absent without a series. */
  readonly reference?: Pick<WholePicture, 'key' | 'raster'>;
};

export type StepRun = {
  /** Paths of rasters: the picture as it is, and where the result goes. */
  readonly source: string;
  readonly target: string;
  readonly whole: WholePicture;
  /** Where the step works: a raster of one channel and 8 bits, of the source's size, with something in it. Only for operations that need a mask. */
  readonly mask?: string;
  /** The part of the source that the result is needed in, in its pixels; absent: all of it. */
  readonly wanted?: Region | undefined;
  /** A folder for intermediate files, which are removed with the job. */
  readonly scratch: string;
  readonly meter: ProgressMeter;
  /** To be told when the device has all that the step wants of it; a step that does not tell has it until its end. */
  readonly onLastGiven?: (() => void) | undefined;
};

export type StepDetails = Pick<RunDetails, 'device' | 'model' | 'tile' | 'tiles' | 'networkMs' | 'seamScore' | 'notes'>;

export type PreparedStep = {
  /** Result pixels per picture pixel and side. */
  readonly scale: number;
  /** Picture pixels around a region that its result depends on, beyond 1/255. */
  readonly margin: number;
  /** A region starts at multiples of these pixels, where the network's strides would in the whole picture; absent: anywhere. */
  readonly alignment?: number;
  /** Whether it fills what its mask covers and leaves the rest: then only holes that touch a region matter to it. */
  readonly fills?: boolean;
  /** Gets ready what the run will need, such as a session, while this thread has nothing else to do. What goes wrong the run meets again. */
  readonly warmUp?: () => Promise<unknown>;
  run(run: StepRun): Promise<Result<StepDetails>>;
};

/** Finds and checks what the step needs, such as its model. Fails before any pixel is touched. */
export type PrepareStep = (parameters: ParameterValues, surroundings: StepSurroundings) => Promise<Result<PreparedStep>>;
