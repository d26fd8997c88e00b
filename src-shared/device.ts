/** @file Devices that can run a model, and what was found out about them. Pure; used by every process. */
import { z } from 'zod';

const providers = ['cuda', 'dml', 'coreml', 'webgpu', 'cpu'] as const;
export const providerSchema = z.enum(providers);
export type Provider = z.infer<typeof providerSchema>;

/** What a user may ask for: one provider (with the CPU behind it), or the best that works. */
export const deviceChoiceSchema = z.enum(['auto', ...providers]);
export type DeviceChoice = z.infer<typeof deviceChoiceSchema>;

/**
 * The devices in the order in which a user wants them to be tried; those that are off are left out. The CPU stays on: it
 * works where nothing else does. Devices that are not named come last.
 */
export const deviceLadderSchema = z
  .array(z.object({ provider: providerSchema, on: z.boolean() }))
  .refine((rungs) => new Set(rungs.map(({ provider }) => provider)).size === rungs.length, 'Each device stands there once.')
  .refine((rungs) => rungs.every(({ provider, on }) => on || provider !== 'cpu'), 'The CPU is always on.')
  .transform((rungs) => [...rungs, ...providers.filter((it) => rungs.every(({ provider }) => provider !== it)).map((provider) => ({ provider, on: true }))]);
export type DeviceLadder = z.infer<typeof deviceLadderSchema>;

/** The devices that may be used, best first. */
export const devicesOn = (ladder: DeviceLadder): Provider[] => ladder.filter(({ on }) => on).map(({ provider }) => provider);

export const providerLabels: Record<Provider, string> = {
  cuda: 'NVIDIA CUDA',
  dml: 'DirectML',
  coreml: 'Core ML',
  webgpu: 'WebGPU',
  cpu: 'CPU',
};

/** Kinds of reasons for which a device is not used, so that they can be told in the user's language. */
const probeCauses = ['no-nvidia-driver', 'cuda-missing', 'nvidia-driver', 'no-graphics', 'graphics-driver', 'directx', 'macos', 'installation'] as const;
export type ProbeCause = (typeof probeCauses)[number];

/** A known-answer run of one provider in a process of its own. */
const probeReportSchema = z.object({
  provider: providerSchema,
  works: z.boolean(),
  /** Why not, in the library's own words; absent where it works. */
  reason: z.string().optional(),
  cause: z.enum(probeCauses).optional(),
  /** What the user can do about it, in English; absent where it works. */
  advice: z.string().optional(),
  /** Largest difference from the known answer; absent where nothing ran. */
  maxError: z.number().optional(),
  durationMs: z.number(),
});
export type ProbeReport = z.infer<typeof probeReportSchema>;

export const devicesReportSchema = z.object({
  /** In the order in which 'auto' tries them. */
  ladder: z.array(providerSchema),
  probes: z.array(probeReportSchema),
  probedAt: z.string(),
});
export type DevicesReport = z.infer<typeof devicesReportSchema>;
