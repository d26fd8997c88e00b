/** @file A job: a picture or a kept raster through a recipe's steps, encoded, laid out for the canvas. Runs in the engine. */
import { dirname, join } from 'node:path';
import type { Note } from '../../src-shared/note.ts';
import type { Provider } from '../../src-shared/device.ts';
import type { EngineCall, EngineResponse } from '../../src-shared/engine-messages.ts';
import type { Progress } from '../../src-shared/job.ts';
import { type Result, succeed } from '../../src-shared/result.ts';
import type { Serial } from '../../src-shared/serial.ts';
import { decodeImage, type DecodeOptions } from '../image-io/decode.ts';
import { checkRoom, pyramidBuildBytes, rasterBytes } from '../image-io/disk-room.ts';
import { type Encoded, encodeRaster } from '../image-io/encode.ts';
import { type LaidOut, patchPyramid } from '../image-io/patch-pyramid.ts';
import { buildPyramid } from '../image-io/pyramid.ts';
import { readRasterDirectory } from '../image-io/raster.ts';
import type { SessionCache } from '../runtime/session-cache.ts';
import { checkPlace, checkSize } from './check-target.ts';
import { wholePlace } from './mask/place.ts';
import { moveFile } from './move-file.ts';
import { createProgressMeter, type ProgressMeter } from './progress-meter.ts';
import { prepareSteps, runSteps, scaleOf, warmUp } from './run-steps.ts';
import { referencePicture } from './series.ts';
import type { StepSurroundings } from './steps/step.ts';
import { withScratch } from './scratch.ts';

export type JobSurroundings = {
  /** Devices to try, best first. */
  readonly devices: readonly Provider[];
  /** About the choice of devices, for the details. */
  readonly notes: readonly Note[];
  readonly modelDirectories: readonly string[];
  readonly sessions: SessionCache;
  readonly memory: StepSurroundings['memory'];
  readonly signal: AbortSignal;
  readonly onProgress: (progress: Progress) => void;
  /** One job's steps at a time, where several are in work: the next is decoded meanwhile, the one before encoded, and memory holds one job's tiles. */
  readonly turn?: Serial;
};

export async function runJob(job: EngineCall<'run'>, { notes, onProgress, turn = (task) => task(), ...surroundings }: JobSurroundings): Promise<Result<EngineResponse<'run'>>> {
  const startedAt = performance.now();
  return withScratch(async (scratch) => {
    const { signal } = surroundings;
    const allowed = job.target ? await checkPlace(job.target) : succeed(null);
    if (!allowed.ok) return allowed;
    const prepared = await prepareSteps(job.recipe, { ...surroundings, tile: job.tile });
    if (!prepared.ok) return prepared;

    onProgress({ phase: 'decode', done: 0 });
    const input = await rasterOf(job.input, scratch, { signal, onPixels: () => { warmUp(prepared.value); } });
    if (!input.ok) return input;
    const { raster: source, warnings } = input.value;
    const { shape } = await readRasterDirectory(source);
    const scale = scaleOf(prepared.value);
    const size = { width: shape.width * scale, height: shape.height * scale };
    const holds = job.target ? await checkSize(job.target, source, scale) : succeed(null);
    if (!holds.ok) return holds;
    const room = job.keep ? await checkRoom(dirname(job.keep.raster), rasterBytes({ ...shape, ...size }) + pyramidBuildBytes(size)) : succeed(null);
    if (!room.ok) return room;
    const meter = createProgressMeter(onProgress, (size.width * size.height) / 1e6);

    const result = join(scratch, 'result');
    const reference = job.series === undefined ? undefined : await referencePicture(job.series, { input: job.input, source, scratch, signal });
    const ran = await untilGiven(turn, (onLastGiven) => runSteps(prepared.value, { source, result, scratch, meter, place: wholePlace(shape), whole: source, reference, onLastGiven }));
    if (!ran.ok) return ran;

    const saved = job.target ? await encode(result, job.target, meter, signal) : succeed(null);
    if (!saved.ok) return saved;
    const pyramid = job.keep ? await keep(result, job.keep, laidOut(job.input), meter, signal) : undefined;
    if (pyramid && !pyramid.ok) return pyramid;

    const details = {
      ...ran.value,
      ...size,
      notes: [...notes, ...ran.value.notes, ...(saved.value?.notes ?? [])],
      durationMs: Math.round(performance.now() - startedAt),
    };
    return succeed({ warnings, details, ...(saved.value ? { saved: saved.value.file } : {}), ...(pyramid ? { pyramid: pyramid.value } : {}) });
  });
}

/** Holds the turn until the task tells that the device has all of it, or ends; gives what it comes to. */
function untilGiven<T>(turn: Serial, task: (onLastGiven: () => void) => Promise<T>): Promise<T> {
  return new Promise((resolve, reject) => {
    void turn(
      () =>
        new Promise<void>((given) => {
          void task(given).then(resolve, reject).finally(given);
        }),
    );
  });
}

async function rasterOf(input: EngineCall<'run'>['input'], scratch: string, options: DecodeOptions): Promise<Result<{ raster: string; warnings: Note[] }>> {
  if (typeof input !== 'string') return succeed({ raster: input.raster, warnings: [] });
  const raster = join(scratch, 'source');
  const decoded = await decodeImage(input, raster, options);
  return decoded.ok ? succeed({ raster, warnings: decoded.value.warnings }) : decoded;
}

/** With notes for the user, such as what the format cannot hold. */
async function encode(
  raster: string,
  target: NonNullable<EngineCall<'run'>['target']>,
  meter: ProgressMeter,
  signal: AbortSignal,
): Promise<Result<Pick<Encoded, 'notes'> & { file: EngineResponse<'run'>['saved'] }>> {
  const encoded = await encodeRaster(raster, target, { signal, onPhase: meter.enter });
  if (!encoded.ok) return encoded;
  const { bytes, width, height, sha256, notes } = encoded.value;
  return succeed({ notes, file: { bytes, width, height, sha256 } });
}

function laidOut(input: EngineCall<'run'>['input']): LaidOut | null {
  if (typeof input === 'string' || input.pyramid === undefined) return null;
  return { raster: input.raster, pyramid: input.pyramid };
}

async function keep(raster: string, files: NonNullable<EngineCall<'run'>['keep']>, before: LaidOut | null, meter: ProgressMeter, signal: AbortSignal) {
  meter.enter('preview');
  const patched = before && (await patchPyramid(before, { raster, pyramid: files.pyramid }, { signal }));
  const pyramid = patched ?? (await buildPyramid(raster, files.pyramid, { signal }));
  if (pyramid.ok) await moveFile(raster, files.raster);
  return pyramid;
}
