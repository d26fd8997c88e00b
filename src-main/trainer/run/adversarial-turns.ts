/**
 * @file Turns of a generator against a discriminator: the generator's step, then the discriminator's on what came out,
 * some of it exchanged for what came out long ago; trainer process. Chance and pools go into the checkpoint.
 */
import { type Result, succeed } from '../../../src-shared/result.ts';
import type { NamedTensors } from '../../runtime/training-session.ts';
import type { Batch } from '../data/batch-source.ts';
import { colours } from '../data/picture.ts';
import { type ImagePool, imagePool } from '../image-pool.ts';
import { type RandomState, resumeRandom, seedRandom } from '../random.ts';
import type { TrainingStep } from '../steps/step.ts';
import type { Metrics, RunStep, TurnMemory, Turns } from './recipe.ts';
import { drawUniform } from './single-step-turns.ts';

/** Where an input of the discriminator comes from: the batch, what the generator made, or that by way of a pool. */
type Feed = { readonly from: 'batch' | 'output' | 'pool'; readonly name: string };

export type Contest = {
  readonly steps: {
    readonly generator: TrainingStep;
    readonly discriminator: TrainingStep;
    /** Trains the generator without an opponent; the first `warmUpTurns` consist of it. */
    readonly warmUp?: TrainingStep;
  };
  readonly warmUpTurns: number;
  /** For each picture input of the discriminator. */
  readonly feeds: Readonly<Record<string, Feed>>;
  /** Pictures that a pool holds. */
  readonly capacity: number;
};

/** What full pools of square pictures take in a checkpoint. */
export const poolBytesOf = ({ feeds, capacity }: Contest, size: number): number =>
  Object.values(feeds).filter(({ from }) => from === 'pool').length * capacity * size ** 2 * colours * Float32Array.BYTES_PER_ELEMENT;

type Plain = { readonly turn: number; readonly chance: RandomState; readonly pools: Readonly<Record<string, RandomState>> };

export function adversarialTurns({ steps, warmUpTurns, feeds, capacity }: Contest, seed: number, from: TurnMemory | null): Turns {
  const plain = from?.plain as Plain | undefined;
  let turn = plain?.turn ?? 0;
  const chance = resumeRandom(plain?.chance ?? seedRandom(seed, 'chance').state());
  const pools = new Map(
    Object.entries(feeds)
      .filter(([, feed]) => feed.from === 'pool')
      .map(([input]) => [input, imagePool(capacity, { pictures: picturesOf(input, from), random: plain?.pools[input] ?? seedRandom(seed, `pool of ${input}`).state() })]),
  );
  const fed = (input: string, { from: origin, name }: Feed, batch: Batch, outputs: NamedTensors): Float32Array => {
    if (origin === 'batch') return batch[name]!;
    const { values, shape } = outputs[name]!;
    return origin === 'output' ? values : exchangeEach(values, shape[0]!, pools.get(input)!);
  };

  return {
    async take(batch, run): Promise<Result<Metrics>> {
      const runWithChance: RunStep = (name, given) => run(name, { ...given, ...drawUniform(steps[name as keyof typeof steps]!, chance) });
      if (turn++ < warmUpTurns) {
        const warmed = await runWithChance('warmUp', batch);
        return warmed.ok ? succeed(warmed.value.metrics) : warmed;
      }
      const generated = await runWithChance('generator', batch);
      if (!generated.ok) return generated;
      const { metrics, outputs } = generated.value;
      const inputs = Object.fromEntries(Object.entries(feeds).map(([input, feed]) => [input, fed(input, feed, batch, outputs)]));
      const judged = await runWithChance('discriminator', inputs);
      return judged.ok ? succeed({ ...metrics, ...judged.value.metrics }) : judged;
    },
    memory: () => {
      const states = [...pools].map(([input, pool]) => [input, pool.state()] as const);
      const randoms = Object.fromEntries(states.map(([input, { random }]) => [input, random]));
      const pictures = states.flatMap(([input, state]) => state.pictures.map((values, index) => [pooledName(input, index), { shape: [values.length], values }] as const));
      return { plain: { turn, chance: chance.state(), pools: randoms } satisfies Plain, tensors: Object.fromEntries(pictures) };
    },
  };
}

const pooledName = (input: string, index: number): string => `${input}#${index}`;

function picturesOf(input: string, from: TurnMemory | null): Float32Array[] {
  const pictures: Float32Array[] = [];
  for (let found = from?.tensors[pooledName(input, 0)]; found; found = from?.tensors[pooledName(input, pictures.length)]) pictures.push(found.values);
  return pictures;
}

/** One picture of the batch at a time. */
function exchangeEach(values: Float32Array, batch: number, pool: ImagePool): Float32Array {
  const length = values.length / batch;
  const exchanged = new Float32Array(values.length);
  for (let start = 0; start < values.length; start += length) exchanged.set(pool.exchange(values.slice(start, start + length)), start);
  return exchanged;
}
