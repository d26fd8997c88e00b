/**
 * @file A generator that relights a picture instead of painting it anew. It multiplies the picture's own light by a map,
 * so that detail stays, and adds the light of lamps:
 *
 *     light = relu(gain * day + mix day) + (lamplight * day + lamps),  day = toLinear(picture)
 *
 * after the intrinsic picture of Barrow and Tenenbaum 1978, reflectance times light. A U-Net (Ronneberger et al. 2015)
 * that a style code steers predicts the maps: gain and lamplight at a quarter of the size, where the style also changes
 * them everywhere alike, and finer corrections of both; the 3 x 3 colour mix at a quarter; the lamps at full size. Pure
 * TensorFlow.js.
 */
import * as tf from '@tensorflow/tfjs';
import { convolution } from './convolution.ts';
import { declared, declaredSpecs, fixed, type Layer, sequence } from './layer.ts';
import { fromLinear, toLinear } from './linear-light.ts';
import { constant, normal, parameter, type Parameters, type ParameterSpec } from './parameters.ts';
import { reflectPad } from './reflect-pad.ts';
import { doubleSmoothly } from './smooth-upsample.ts';
import { styledBlock } from './styled-block.ts';

export type RelightGeneratorConfig = {
  /** Channels at full size, a multiple of 4. */
  readonly width: number;
  /** Whether it makes days of nights: brighter where it begins, and free to fill a black sky. */
  readonly brightens?: boolean;
};

/** How much of the light that a picture gets each of its two kinds gives; 1 as trained. Scalars, or batch x 1 x 1 x 1. */
export type LightShares = { readonly ambient: tf.Tensor; readonly lights: tf.Tensor };

export type Relit = {
  /** Stored values from 0; lamps may be brighter than 1. */
  readonly picture: tf.Tensor4D;
  /** What shines by itself, as light from 0: batch x height x width x 3. */
  readonly lamps: tf.Tensor4D;
  /** All that lamps give, those included. */
  readonly emission: tf.Tensor4D;
};

export type RelightGenerator = Omit<Layer, 'apply'> & {
  /** Pictures in [0, 1], batch x height x width x 3, sides multiples of `relightSizeMultiple` and at least twice that; codes are batch x `styleCodeLength`. */
  apply(parameters: Parameters, picture: tf.Tensor4D, code: tf.Tensor2D, shares?: LightShares): Relit;
};

export const styleCodeLength = 4;
/** Four halvings. */
export const relightSizeMultiple = 16;

const colours = 3;
const styleSize = 64;
/** What a picture becomes before anything is learnt. */
type Beginning = {
  /** Stops that it is darker by, red to blue; below 0 it is brighter. */
  readonly darker: readonly number[];
  /** The gain moves within these many stops of that. */
  readonly reach: readonly [darkest: number, brightest: number];
  /** What is added shines by the softplus of this. */
  readonly lamps: number;
};
/** About a tenth of the daylight, a little bluer; brighter is what lamplight is for. Lamps are all but out. */
const dusk: Beginning = { darker: [3.6, 3.4, 3], reach: [-6, 2], lamps: -6 };
/** Four times the light of the night, as a longer exposure gives; what is added is the sky. */
const dawn: Beginning = { darker: [-2, -2, -2], reach: [-7, 4], lamps: -3 };
const mixScale = 0.05;
/** Channels of the coarse map: gain, mix, colour and strength of lamplight. */
const coarseParts = [colours, colours * colours, colours, 1];
/** Of the finer corrections: gain, lamplight's strength. */
const fineParts = [colours, 1];
/** At full size: gain, lamplight's strength, colour and strength of lamps. */
const fullParts = [1, 1, colours, 1];
/** Lamplight is all but out at first. */
const lightStart = -4;

const sum = (numbers: readonly number[]): number => numbers.reduce((total, number) => total + number, 0);

export function relightGenerator({ width, brightens = false }: RelightGeneratorConfig): RelightGenerator {
  const beginning = brightens ? dawn : dusk;
  const [w1, w2, w3, w4] = [2 * width, 4 * width, 5 * width, 6 * width] as const;
  const block = (name: string, from: number, to: number, stride: 1 | 2 = 1) => styledBlock(name, { from, to, stride, style: styleSize });
  const style = denseStack('style', [styleCodeLength, styleSize, styleSize]);
  const whole = denseStack('whole', [w4, w4], false);
  const everywhere = denseStack('everywhere', [styleSize, sum(coarseParts)], false);
  const down0 = styledBlock('down0', { from: colours + 2, to: width, style: styleSize, normalised: false });
  const [down1, down2, down3, down4] = [block('down1', width, w1, 2), block('down2', w1, w2, 2), block('down3', w2, w3, 2), block('down4', w3, w4, 2)];
  const middle = block('middle', w4, w4);
  const [up3, up2, up1, up0] = [block('up3', w4 + w3, w3), block('up2', w3 + w2, 3 * width), block('up1', 3 * width + w1, w1), block('up0', w1 + width, width)];
  const coarse = head('coarse', 3 * width, sum(coarseParts), 0.01);
  const fine = head('fine', w1, sum(fineParts), 0.01);
  const full = head('full', width, sum(fullParts), 0.02);

  return {
    ...declared(style, whole, everywhere, down0, down1, down2, down3, down4, middle, up3, up2, up1, up0, coarse, fine, full),
    apply(parameters, picture, code, shares) {
      const steer = style.apply(parameters, code);
      const at = (layer: typeof middle, x: tf.Tensor4D) => layer.apply(parameters, x, steer);
      const joined = (layer: typeof middle, deep: tf.Tensor4D, skipped: tf.Tensor4D) => at(layer, tf.concat([doubleSmoothly(deep), skipped], 3));

      const full0 = at(down0, seen(picture));
      const half = at(down1, full0);
      const quarter = at(down2, half);
      const eighth = at(down3, quarter);
      const deep = at(middle, at(down4, eighth));
      const summary = whole.apply(parameters, tf.mean(deep, [1, 2]) as tf.Tensor2D);
      const rising = joined(up3, tf.add(deep, tf.reshape(summary, [-1, 1, 1, w4])), eighth);
      const atQuarter = joined(up2, rising, quarter);
      const atHalf = joined(up1, atQuarter, half);
      const atFull = joined(up0, atHalf, full0);

      const offsets = tf.reshape(everywhere.apply(parameters, steer), [-1, 1, 1, sum(coarseParts)]);
      const maps = {
        coarse: tf.add(doubleSmoothly(doubleSmoothly(coarse.apply(parameters, atQuarter))), offsets) as tf.Tensor4D,
        fine: doubleSmoothly(fine.apply(parameters, atHalf)),
        full: full.apply(parameters, atFull),
      };
      return relit(toLinear(picture), maps, beginning, shares);
    },
  };
}

type Maps = { readonly coarse: tf.Tensor4D; readonly fine: tf.Tensor4D; readonly full: tf.Tensor4D };

function relit(day: tf.Tensor4D, { coarse, fine, full }: Maps, beginning: Beginning, shares: LightShares | undefined): Relit {
  const [gainMap, mixMap, lightColour, lightMap] = tf.split(coarse, coarseParts, 3) as [tf.Tensor4D, tf.Tensor4D, tf.Tensor4D, tf.Tensor4D];
  const [fineGain, fineLight] = tf.split(fine, fineParts, 3) as [tf.Tensor4D, tf.Tensor4D];
  const [fullGain, fullLight, lampColour, lampMap] = tf.split(full, fullParts, 3) as [tf.Tensor4D, tf.Tensor4D, tf.Tensor4D, tf.Tensor4D];

  const stops = tf.clipByValue(tf.add(tf.add(gainMap, fineGain), fullGain), ...beginning.reach);
  const gain = tf.exp(tf.mul(tf.sub(stops, tf.tensor1d([...beginning.darker])), Math.LN2));
  const ambient = tf.relu(tf.add(tf.mul(gain, day), mixed(tf.mul(mixMap, mixScale), day)));
  const strength = tf.softplus(tf.add(tf.add(tf.add(lightMap, fineLight), fullLight), lightStart));
  const lamplight = tf.mul(tf.mul(tf.softplus(lightColour), strength), day);
  // Were the colour able to go out as well, a lamp that is out would hardly learn to shine again.
  const lamps = tf.mul(tf.sigmoid(lampColour), tf.softplus(tf.add(lampMap, beginning.lamps))) as tf.Tensor4D;

  const emission = tf.add(lamplight, lamps) as tf.Tensor4D;
  const light = shares ? tf.add(tf.mul(ambient, shares.ambient), tf.mul(emission, shares.lights)) : tf.add(ambient, emission);
  return { picture: fromLinear(light as tf.Tensor4D), lamps, emission };
}

/** Each pixel's colour through its own 3 x 3 matrix: output x input in the nine channels of `matrix`. */
function mixed(matrix: tf.Tensor4D, day: tf.Tensor4D): tf.Tensor4D {
  const rows = tf.split(matrix, colours, 3);
  return tf.concat(rows.map((row) => tf.sum(tf.mul(row, day), 3, true)), 3) as tf.Tensor4D;
}

/** What the network looks at: the picture, how high in it a row is from -1 at the top to 1, and brightness in stops, which tells dark from darker. */
function seen(picture: tf.Tensor4D): tf.Tensor4D {
  const grey = tf.mean(picture, 3, true) as tf.Tensor4D;
  const nothing = tf.mul(grey, 0);
  const rows = tf.cumsum(tf.add(nothing, 1), 1, true);
  const height = tf.sub(tf.div(tf.mul(rows, 2), tf.max(rows)), 1) as tf.Tensor4D;
  return tf.concat([tf.sub(tf.mul(picture, 2), 1), height, tf.log(tf.add(grey, 0.02)) as tf.Tensor4D], 3);
}

/** Maps, near 0 at first. */
const head = (name: string, from: number, to: number, deviation: number): Layer =>
  sequence(fixed((x) => reflectPad(x, 1)), convolution(name, { side: 3, pad: 0, from, to, deviation }));

type Dense = Omit<Layer, 'apply'> & { apply(parameters: Parameters, x: tf.Tensor2D): tf.Tensor2D };

/** Dense layers of these sizes, a ReLU after each where `active`. */
function denseStack(name: string, sizes: readonly number[], active = true): Dense {
  const layers = sizes.slice(1).map((to, index) => ({ from: sizes[index]!, to, weights: `${name}.dense${index}.weights`, bias: `${name}.dense${index}.bias` }));
  const specs = layers.flatMap(({ from, to, weights, bias }): ParameterSpec[] => [
    { name: weights, shape: [from, to], init: normal(1 / Math.sqrt(3 * from)) },
    { name: bias, shape: [to], init: constant(0) },
  ]);
  return {
    ...declaredSpecs(specs),
    apply: (parameters, x) =>
      layers.reduce((value, { weights, bias }) => {
        const next = tf.add(tf.matMul(value, parameter<tf.Tensor2D>(parameters, weights)), parameter(parameters, bias)) as tf.Tensor2D;
        return active ? tf.relu(next) : next;
      }, x),
  };
}
