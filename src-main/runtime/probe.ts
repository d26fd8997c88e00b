/** @file Asks a provider for a known answer in a child process of its own, before it is trusted. Runs in the engine. */
import { existsSync } from 'node:fs';
import { z } from 'zod';
import { type ProbeReport, type Provider, providerLabels } from '../../src-shared/device.ts';
import { collectTail, exitReason, spawnNode, type SpawnOptions } from '../children/spawn.ts';
import { tolerance } from './known-answer.ts';
import { probeAdvice } from './probe-advice.ts';

/** NaN does not survive JSON: it arrives as null. */
const probeMessageSchema = z.union([z.object({ maxError: z.number().nullable() }), z.object({ reason: z.string() })]);
export type ProbeMessage = z.infer<typeof probeMessageSchema>;

/** A first start of CUDA or of a software GPU takes seconds; a driver that hangs must not hold the user longer. */
const defaultTimeoutMs = 45_000;

export type ProbeOptions = SpawnOptions & {
  /** The bundled `probe.mjs`. */
  readonly program: string;
  readonly timeoutMs?: number;
};

export async function probeProvider(provider: Provider, { program, timeoutMs = defaultTimeoutMs, ...spawning }: ProbeOptions): Promise<ProbeReport> {
  const startedAt = performance.now();
  const verdict = await askChild(provider, program, timeoutMs, spawning);
  const durationMs = Math.round(performance.now() - startedAt);
  if ('maxError' in verdict && verdict.maxError !== null && verdict.maxError <= tolerance)
    return { provider, works: true, maxError: verdict.maxError, durationMs };
  const reason = 'reason' in verdict ? verdict.reason : wrongAnswer(provider, verdict.maxError);
  return {
    provider,
    works: false,
    reason,
    ...probeAdvice(provider, reason, { nvidiaDriver: process.platform === 'linux' ? existsSync('/proc/driver/nvidia/version') : undefined }),
    ...('maxError' in verdict && verdict.maxError !== null ? { maxError: verdict.maxError } : {}),
    durationMs,
  };
}

function wrongAnswer(provider: Provider, maxError: number | null): string {
  const got = maxError === null ? 'values that are not numbers' : `a difference of ${maxError.toPrecision(3)}`;
  return `${providerLabels[provider]} gave a wrong answer: expected a difference of at most ${tolerance}, got ${got}`;
}

function askChild(provider: Provider, program: string, timeoutMs: number, spawning: SpawnOptions): Promise<ProbeMessage> {
  return new Promise((resolve) => {
    const child = spawnNode(program, 'probe', [provider], spawning);
    const tail = collectTail(child);
    const timer = setTimeout(() => {
      resolve({ reason: `No answer within ${timeoutMs / 1000} seconds` });
      child.kill('SIGKILL');
    }, timeoutMs);
    child.once('message', (message) => {
      const parsed = probeMessageSchema.safeParse(message);
      resolve(parsed.success ? parsed.data : { reason: `The probe sent ${JSON.stringify(message)}` });
    });
    child.once('error', (error) => resolve({ reason: error.message }));
    // 'close' comes after the last output and the last message, so a reason or answer that was sent has won already.
    child.once('close', (code, signal) => {
      clearTimeout(timer);
      resolve({ reason: [`The probe ${exitReason(code, signal)}`, tail()].filter(Boolean).join('\n') });
    });
  });
}
