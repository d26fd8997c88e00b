/** @file Which execution providers a platform has, best first, and how a session on each is set up. Pure; runs in the engine. */
import type { InferenceSession } from 'onnxruntime-node';
import type { DeviceChoice, DevicesReport, Provider } from '../../src-shared/device.ts';

/**
 * What onnxruntime-node 1.30 ships, or takes after the opt-in (CUDA), per platform. An NVIDIA owner on Windows is served
 * by DirectML. Vendors' own first, WebGPU next, the CPU always last.
 */
export function providersOf(platform: NodeJS.Platform, arch: string): Provider[] {
  if (platform === 'win32') return ['dml', 'webgpu', 'cpu'];
  if (platform === 'darwin') return ['coreml', 'webgpu', 'cpu'];
  if (platform === 'linux' && arch === 'x64') return ['cuda', 'webgpu', 'cpu'];
  return ['cpu'];
}

/** Devices for a job, best first: those of the ladder that work; of one asked for, that one where it works, and the CPU behind it. */
export function devicesFor(choice: DeviceChoice, report: DevicesReport, ladder: readonly Provider[] = report.ladder): Provider[] {
  if (choice === 'auto') return ladder.filter((provider) => report.ladder.includes(provider));
  return report.ladder.filter((provider) => provider === choice || provider === 'cpu');
}

/** A lone provider is named: ONNX Runtime throws on `['webgpu', 'cpu']` instead of falling back, so the ladder is ours. */
export function sessionOptions(provider: Provider, threads: number): InferenceSession.SessionOptions {
  return {
    executionProviders: [provider],
    intraOpNumThreads: threads,
    // The arena keeps its peak for ever: a training step has no need of it, tiles run a quarter faster (session.ts).
    enableCpuMemArena: false,
    // DirectML accepts neither memory patterns nor parallel execution; the latter is off by default.
    enableMemPattern: provider !== 'dml',
    // Warnings about nodes left on the CPU are normal; errors arrive as exceptions.
    logSeverityLevel: 3,
  };
}
