/**
 * @file The device probe, a Node child of its own: runs the known-answer network on one provider and says how far off
 * it was. A fault in a driver ends this process alone; a failed WebGPU start cannot be repeated within a process.
 */
import { providerSchema } from '../../src-shared/device.ts';
import { knownQuestion, largestDifference } from './known-answer.ts';
import type { ProbeMessage } from './probe.ts';
import { createSession } from './session.ts';

// argv: node, this file, the role, the provider.
const provider = providerSchema.parse(process.argv[3]);
const answer = await ask();
process.send?.(answer, () => process.exit(0));

async function ask(): Promise<ProbeMessage> {
  const question = knownQuestion();
  const created = await createSession(question.source, provider);
  if (!created.ok) return { reason: created.error.detail ?? created.error.message };
  const result = await created.value.run(question.image);
  if (!result.ok) return { reason: result.error.detail ?? result.error.message };
  return { maxError: largestDifference(result.value.data, question.answer) };
}
