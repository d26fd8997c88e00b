/** @file What the engine does beyond opening pictures: networks, masks, files. Loaded when it is first asked for. Runs in the engine. */
import { type Note, note } from '../../src-shared/note.ts';
import { type DevicesReport, type Provider, providerLabels } from '../../src-shared/device.ts';
import type { EngineCall, EngineMethod, EngineResponse } from '../../src-shared/engine-messages.ts';
import { type Failure, failure } from '../../src-shared/failure.ts';
import type { SaveTarget } from '../../src-shared/image.ts';
import type { Progress } from '../../src-shared/job.ts';
import { failWith, type Result, succeed } from '../../src-shared/result.ts';
import { createSerial } from '../../src-shared/serial.ts';
import { encodeRaster } from '../image-io/encode.ts';
import { estimateSize } from '../image-io/estimate-size.ts';
import { removeUnfinished } from '../image-io/publish.ts';
import { devicesReport } from '../runtime/devices.ts';
import { devicesFor } from '../runtime/providers.ts';
import { createSessionCache } from '../runtime/session-cache.ts';
import { threadedSessions } from '../runtime/threaded-session.ts';
import { inspectModel } from './inspect-model.ts';
import { createEngineMemory } from './memory.ts';
import { exportMask } from './mask/export-mask.ts';
import { applyMaskRule, selectMask } from './mask/select-mask.ts';
import { previewRegion, type PreviewSurroundings } from './preview-region.ts';
import { rewrittenSessions } from './rewritten-sessions.ts';
import { runJob } from './run-job.ts';

export type CallContext = {
  readonly signal: AbortSignal;
  readonly onProgress: (progress: Progress) => void;
  /** How the process ended that had this request before. */
  readonly crash: string | undefined;
};

export type EngineMethods = { readonly [M in EngineMethod]: (body: EngineCall<M>, context: CallContext) => Promise<Result<EngineResponse<M>>> };

type DeviceWish = Pick<EngineCall<'run'>, 'device' | 'ladder'>;

export type EnginePlaces = {
  /** The bundled device probe. */
  readonly probeProgram: string;
  /** The bundled thread that runs networks. */
  readonly sessionProgram: string;
  readonly modelDirectories: readonly string[];
};

type PictureMethod = 'inspect' | 'glance' | 'thumbnail' | 'open';
export type NetworkMethods = Omit<EngineMethods, PictureMethod>;

export function createNetworkMethods({ probeProgram, sessionProgram, modelDirectories }: EnginePlaces): NetworkMethods {
  const sessions = createSessionCache(rewrittenSessions(threadedSessions(sessionProgram)));
  const memory = createEngineMemory();
  const networks = { modelDirectories, graphs: memory.graphs };
  const turn = createSerial();
  const devices = (refresh: boolean) => devicesReport(refresh, { program: probeProgram });

  async function surroundingsFor({ device, ladder }: DeviceWish, signal: AbortSignal, crash: string | undefined): Promise<Result<PreviewSurroundings>> {
    const report = await devices(false);
    const choice = chooseDevices({ device, ladder }, report, crash);
    return choice.devices.length === 0 ? failWith(noDevice(report)) : succeed({ ...choice, modelDirectories, sessions, memory, signal });
  }

  return {
    async run(job, { signal, onProgress, crash }) {
      await clearAfterCrash(crash, job.target);
      const surroundings = await surroundingsFor(job, signal, crash);
      return surroundings.ok ? runJob(job, { ...surroundings.value, onProgress, turn }) : surroundings;
    },
    async preview(call, { signal, crash }) {
      const surroundings = await surroundingsFor(call, signal, crash);
      return surroundings.ok ? previewRegion(call, { ...surroundings.value, modelDirectories: call.models === undefined ? modelDirectories : [call.models, ...modelDirectories] }) : surroundings;
    },
    async save({ raster, target }, { signal, crash }) {
      await clearAfterCrash(crash, target);
      return encodeRaster(raster, target, { signal });
    },
    'estimate-size': ({ raster, target }, { signal }) => estimateSize(raster, target, signal),
    'inspect-model': ({ path }) => inspectModel(path),
    'select-mask': ({ raster, selection }, { signal }) => selectMask(raster, selection, { networks, signal }),
    'apply-mask-rule': ({ raster, rule }, { signal }) => applyMaskRule(raster, rule, { networks, signal }),
    'export-mask': ({ raster, mask, target }, { signal }) => exportMask(raster, mask, target, { networks, signal }),
    devices: async ({ refresh }) => succeed(await devices(refresh)),
  };
}

/** The process that crashed may have left a part of its output beside the target. */
async function clearAfterCrash(crash: string | undefined, target: SaveTarget | undefined): Promise<void> {
  if (crash !== undefined && target) await removeUnfinished(target.path);
}

/** After a crash only the CPU is trusted: a driver that ends the process would end the next one too. */
function chooseDevices({ device: choice, ladder }: DeviceWish, report: DevicesReport, crash: string | undefined): { devices: Provider[]; notes: Note[] } {
  if (crash !== undefined) return { devices: ['cpu'], notes: [note('after-crash')] };
  const devices = devicesFor(choice, report, ladder);
  const refused = report.probes.find(({ provider, works }) => provider === choice && !works);
  const notes = refused ? [note('device-refused', { device: providerLabels[refused.provider] })] : [];
  return { devices, notes };
}

function noDevice({ probes }: DevicesReport): Failure {
  const advice = 'The installation is damaged or the system too old for it. Install Imago again.';
  return failure('device-failed', 'No device can run a network here, not even the CPU.', { advice, detail: probes.map((probe) => probe.reason).join('\n') });
}
