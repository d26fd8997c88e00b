/**
 * @file Between the engine's pictures and the tensors of a network from another program: the one place that knows its form
 * (value range, order of axes, type of numbers, fixed size). Pure; runs in the engine.
 */
import type { Levels, NetworkForm } from '../../src-shared/model.ts';
import { halfBits, halfValue } from '../onnx-trace/half.ts';

/** A picture as the engine has it: float32, planes R, G, B, rows from the top; never on a SharedArrayBuffer. */
export type PlanarImage = { readonly data: Float32Array; readonly width: number; readonly height: number };

export type FormedData = Float32Array | Uint16Array | Uint8Array;
/** As ONNX Runtime takes it; numbers of float16 are kept as their bits. */
export type FormedTensor = { readonly type: NetworkForm['elements']; readonly data: FormedData; readonly dims: readonly number[] };
/** As ONNX Runtime gives it: float16 may come as numbers where JavaScript has such arrays. */
export type GivenTensor = { readonly type: string; readonly data: unknown; readonly dims: readonly number[] };

const makers = { float32: Float32Array, float16: Uint16Array, uint8: Uint8ClampedArray } as const;

/** `image` lies in [0, 1] and fits into the form's size; what it lacks is filled with its last column and row. */
export function formTensor(image: PlanarImage, { layout, elements, input, size }: NetworkForm): FormedTensor {
  const { width, height } = size ?? image;
  const data = new makers[elements](3 * width * height);
  const encode = elements === 'float16' ? halfBits : (value: number) => value;
  const gain = input.white - input.black;
  const [pixelStep, planeStep] = layout === 'nchw' ? [1, width * height] : [3, 1];
  for (let channel = 0; channel < 3; channel += 1) {
    const plane = image.data.subarray(channel * image.width * image.height);
    for (let y = 0, to = channel * planeStep; y < height; y += 1) {
      const row = Math.min(y, image.height - 1) * image.width;
      for (let x = 0; x < width; x += 1, to += pixelStep) data[to] = encode(input.black + gain * plane[row + Math.min(x, image.width - 1)]!);
    }
  }
  // The runtime wants the plain kind; only the clamped one rounds.
  const plain = data instanceof Uint8ClampedArray ? new Uint8Array(data.buffer) : data;
  return { type: elements, data: plain, dims: layout === 'nchw' ? [1, 3, height, width] : [1, height, width, 3] };
}

/** The picture in [0, 1] for an input of `image`'s size, what was filled up cut off; undefined where the tensor holds no such picture. */
export function pictureOf(tensor: GivenTensor, { layout, output, size }: NetworkForm, image: Pick<PlanarImage, 'width' | 'height'>): PlanarImage | undefined {
  const values = numbersOf(tensor);
  const [batch, ...rest] = tensor.dims;
  const [channels, height, width] = layout === 'nchw' ? rest : [rest[2], rest[0], rest[1]];
  const fed = size ?? image;
  const scale = (width ?? 0) / fed.width;
  if (!values || tensor.dims.length !== 4 || batch !== 1 || channels !== 3 || !width || !height || !Number.isInteger(scale) || height !== fed.height * scale) return undefined;
  const kept = { width: image.width * scale, height: image.height * scale };
  const data = new Float32Array(3 * kept.width * kept.height);
  const decode = decoderOf(tensor, output);
  const [pixelStep, planeStep] = layout === 'nchw' ? [1, width * height] : [3, 1];
  let to = 0;
  for (let channel = 0; channel < 3; channel += 1)
    for (let y = 0; y < kept.height; y += 1) {
      let from = channel * planeStep + y * width * pixelStep;
      for (let x = 0; x < kept.width; x += 1, from += pixelStep, to += 1) data[to] = decode(values[from]!);
    }
  return { data, ...kept };
}

const numbersOf = ({ type, data }: GivenTensor): ArrayLike<number> | undefined =>
  ['float32', 'float16', 'uint8'].includes(type) && ArrayBuffer.isView(data) ? (data as unknown as ArrayLike<number>) : undefined;

function decoderOf({ data }: GivenTensor, { black, white }: Levels): (value: number) => number {
  const gain = 1 / (white - black);
  return data instanceof Uint16Array ? (bits) => (halfValues()[bits]! - black) * gain : (value) => (value - black) * gain;
}

let table: Float32Array | undefined;
/** By their bits; looking up is many times faster than decoding. */
const halfValues = (): Float32Array => (table ??= Float32Array.from({ length: 2 ** 16 }, (_, bits) => halfValue(bits)));
