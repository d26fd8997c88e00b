/** @file Runs a network once, by names of its inputs and outputs; throws where it does not run. For tests. */
import { createTrainingSession, type NamedTensors } from '../runtime/training-session.ts';

export async function runNetwork(model: Uint8Array, feeds: NamedTensors): Promise<NamedTensors> {
  const session = await createTrainingSession(model, 'cpu', 1);
  if (!session.ok) throw new Error(session.error.detail);
  const result = await session.value.run(feeds);
  await session.value.release();
  if (!result.ok) throw new Error(result.error.detail);
  return result.value;
}
