/** @file Where a discriminator finds pictures fake, patch by patch; trainer process. */
import * as tf from '@tensorflow/tfjs';
import { assertNever, type Result, succeed } from '../../../src-shared/result.ts';
import type { SmallPicture } from '../../image-io/small-picture.ts';
import { unpackParameters } from '../../networks/parameters.ts';
import { patchDiscriminator } from '../../networks/patch-discriminator.ts';
import { nchw } from '../../onnx-trace/layout.ts';
import { traceModel } from '../../onnx-trace/trace.ts';
import { createTrainingSession, type TrainingSession } from '../../runtime/training-session.ts';
import { colours, type Picture } from '../data/picture.ts';
import type { AdversarialKind } from '../losses/adversarial.ts';
import type { Adversary } from '../steps/discriminator-step.ts';
import { toPlanes } from './run-picture.ts';
import type { TrainingState } from './traced-step.ts';

/** `fake`, row by row: 0 where the patch looks real, 1 where it looks made. */
export type HeatMap = { readonly width: number; readonly height: number; readonly fake: Float32Array };

/** A picture, and, for a discriminator that sees one, the mask beside it: 1 where it was filled. */
export type Judged = { readonly picture: Picture; readonly mask?: Float32Array };

/** One map a picture; none where the state has no such discriminator. `name` is that in the state. */
export async function heatMaps(state: TrainingState, name: string, adversary: Adversary, judged: readonly Judged[]): Promise<Result<HeatMap[]>> {
  const values = state.get(name)?.values;
  if (!values) return succeed([]);
  const weights = { values, buffers: state.get(`${name}.buffers`)?.values };
  const sessions = new Map<string, TrainingSession>();
  const maps: HeatMap[] = [];
  try {
    for (const one of judged) {
      const size = `${one.picture.width} x ${one.picture.height}`;
      const known = sessions.get(size);
      const session = known ? succeed(known) : await createTrainingSession(discriminatorModel(adversary, weights, one.picture), 'cpu', 1);
      if (!session.ok) return session;
      sessions.set(size, session.value);
      const map = await judgeOne(session.value, adversary, one);
      if (!map.ok) return map;
      maps.push(map.value);
    }
  } finally {
    for (const session of sessions.values()) await session.release();
  }
  return succeed(maps);
}

async function judgeOne(session: TrainingSession, { network: { channels = colours } }: Adversary, { picture, mask }: Judged): Promise<Result<HeatMap>> {
  const { width, height, data } = toPlanes(picture);
  const values = new Float32Array(channels * width * height);
  values.set(data);
  if (mask) values.set(mask, data.length);
  const result = await session.run({ input: { shape: [1, channels, height, width], values } });
  if (!result.ok) return result;
  const { shape, values: fake } = result.value['fake']!;
  return succeed({ height: shape[1]!, width: shape[2]!, fake });
}

type Weights = { readonly values: Float32Array; readonly buffers: Float32Array | undefined };

/** Takes a picture in [0, 1], and its mask as it is. */
function discriminatorModel({ network, loss }: Adversary, { values, buffers }: Weights, { width, height }: Picture): Uint8Array {
  const { specs, buffers: carriedSpecs, apply } = patchDiscriminator(network);
  const channels = network.channels ?? colours;
  return traceModel(
    ({ input }) => {
      const parameters = unpackParameters(specs, tf.tensor1d(values));
      const carried = buffers ? unpackParameters(carriedSpecs, tf.tensor1d(buffers)) : {};
      return { fake: fakeness(loss, apply({ ...parameters, ...carried }, asJudged(input as tf.Tensor4D))) };
    },
    { inputs: { input: { shape: [1, height, width, channels], layout: nchw } } },
  );
}

/** Colours as discriminators see them, in [-1, 1]; a fourth channel stays. */
function asJudged(input: tf.Tensor4D): tf.Tensor4D {
  const picture = tf.sub(tf.mul(tf.slice(input, [0, 0, 0, 0], [-1, -1, -1, colours]), 2), 1);
  const rest = input.shape[3] - colours;
  return rest === 0 ? (picture as tf.Tensor4D) : tf.concat([picture, tf.slice(input, [0, 0, 0, colours], [-1, -1, -1, rest])], 3) as tf.Tensor4D;
}

/** A logit of each loss as 0 (real) to 1 (fake). */
function fakeness(loss: AdversarialKind, logits: tf.Tensor4D): tf.Tensor4D {
  switch (loss) {
    case 'lsgan':
      return tf.clipByValue(tf.sub(1, logits), 0, 1);
    case 'vanilla':
    case 'hinge':
      return tf.sigmoid(tf.neg(logits));
    default:
      return assertNever(loss);
  }
}

/** Red where it looks fake, clear where it looks real. */
const [red, green, blue] = [255, 64, 32] as const;

export function heatOverlay({ width, height, fake }: HeatMap): SmallPicture {
  const samples = new Uint8Array(4 * fake.length);
  fake.forEach((share, patch) => {
    samples.set([red, green, blue, Math.round(255 * share)], 4 * patch);
  });
  return { width, height, channels: 4, samples };
}
