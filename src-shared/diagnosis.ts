/** @file What can go wrong in a training, as codes with values, so that each side can say it in its own words. Pure; used by every process. */
import { z } from 'zod';

export const diagnosisCodes = [
  /** Tells every generated picture from real ones. `value`: share it gets right. */
  'discriminator-won',
  /** The generator's gradient has all but vanished. `value`: its norm. */
  'generator-stalled',
  /** Bright parts become dark. `value`: correlation of brightness. */
  'colours-inverted',
  /** `value`: mean change of a sample as a share of the range. */
  'output-equals-input',
  /** All outputs alike. `value`: their diversity as a share of that of the inputs. */
  'collapse',
  /** Held-out quality goes up and down without getting better. `value`: mean change from one checkpoint to the next, as a share. */
  'oscillation',
  /** Held-out quality has been falling since its best. `value`: step of the best. */
  'over-fitting',
  /** So few pictures that they may be learnt by heart. `value`: pictures. */
  'few-pictures',
  /** Went out of bounds; goes on from a checkpoint at half the rate. `value`: step of the checkpoint. */
  'rolled-back',
] as const;
export type DiagnosisCode = (typeof diagnosisCodes)[number];

export const diagnosisSchema = z.object({
  code: z.enum(diagnosisCodes),
  level: z.enum(['note', 'warning']),
  /** Step at which it began to hold. */
  step: z.number().int().nonnegative(),
  /** Which way or which network it is about: 'ab', 'ba', a network's name, or '' for the whole. */
  whose: z.string(),
  value: z.number(),
});
export type Diagnosis = z.infer<typeof diagnosisSchema>;
