/**
 * @file Takes a TensorFlow Lite file apart: its tensors, constants and operations. The numbers of fields are those of the
 * schema (tensorflow/lite/schema/schema.fbs, version 3).
 */
import { ByteBuffer } from 'flatbuffers';
import { halfValue } from '../../src-main/onnx-trace/half.ts';

export type TfliteTensor = { readonly shape: readonly number[]; /** What a constant holds. */ readonly constant: Float32Array | Int32Array | null };
export type TfliteOperation = {
  /** Number of a built-in operator, or the name of a custom one. */
  readonly operator: number | string;
  readonly inputs: readonly number[];
  readonly outputs: readonly number[];
  /** A number of its options; 0 where it is not given. */
  option(field: number, type?: 'int8' | 'int32'): number;
};
export type TfliteGraph = { readonly tensors: readonly TfliteTensor[]; readonly operations: readonly TfliteOperation[]; readonly inputs: readonly number[]; readonly outputs: readonly number[] };

const customOperator = 32;
const [float32, float16, int32] = [0, 1, 2];

/** The first graph of the file. @throws where a constant is of a type that is not read. */
export function readTflite(bytes: Uint8Array): TfliteGraph {
  const buffer = new ByteBuffer(bytes);
  const model = new Table(buffer, buffer.readInt32(0));
  const operators = model.tables(1).map((code) => Math.max(code.number(0, 'int8'), code.number(3)));
  const names = model.tables(1).map((code) => code.text(1));
  const constants = model.tables(4).map((it) => it.bytes(0));
  const graph = model.tables(2)[0]!;
  return {
    tensors: graph.tables(0).map((tensor) => ({ shape: tensor.integers(0), constant: constantOf(constants[tensor.number(2)]!, tensor.number(1, 'int8')) })),
    inputs: graph.integers(1),
    outputs: graph.integers(2),
    operations: graph.tables(3).map((operation) => {
      const code = operation.number(0);
      const options = operation.table(4);
      return {
        operator: operators[code] === customOperator ? names[code]! : operators[code]!,
        inputs: operation.integers(1),
        outputs: operation.integers(2),
        option: (field, type = 'int32') => options?.number(field, type) ?? 0,
      };
    }),
  };
}

function constantOf(bytes: Uint8Array, type: number): TfliteTensor['constant'] {
  if (bytes.length === 0) return null;
  // A copy begins at a multiple of every element's size.
  const { buffer } = Uint8Array.from(bytes);
  if (type === float32) return new Float32Array(buffer);
  if (type === float16) return Float32Array.from(new Uint16Array(buffer), halfValue);
  if (type === int32) return new Int32Array(buffer);
  throw new Error(`expected a constant of float32, float16 or int32, got type ${type}`);
}

/** A table of a FlatBuffer: fields by number, none of which need be there. */
class Table {
  constructor(private readonly buffer: ByteBuffer, private readonly position: number) {}

  private field(index: number): number | null {
    const offset = this.buffer.__offset(this.position, 4 + 2 * index);
    return offset === 0 ? null : this.position + offset;
  }

  number(index: number, type: 'int8' | 'int32' = 'int32'): number {
    const at = this.field(index);
    if (at === null) return 0;
    return type === 'int8' ? this.buffer.readInt8(at) : this.buffer.readInt32(at);
  }

  table(index: number): Table | null {
    const at = this.field(index);
    return at === null ? null : new Table(this.buffer, this.buffer.__indirect(at));
  }

  /** Places of a vector's elements. */
  private places(index: number, bytesEach: number): number[] {
    const at = this.field(index);
    if (at === null) return [];
    const vector = this.buffer.__indirect(at);
    return Array.from({ length: this.buffer.readInt32(vector) }, (_, element) => vector + 4 + bytesEach * element);
  }

  tables = (index: number): Table[] => this.places(index, 4).map((place) => new Table(this.buffer, this.buffer.__indirect(place)));
  integers = (index: number): number[] => this.places(index, 4).map((place) => this.buffer.readInt32(place));

  bytes(index: number): Uint8Array {
    const at = this.field(index);
    if (at === null) return new Uint8Array();
    const vector = this.buffer.__indirect(at);
    return this.buffer.bytes().subarray(vector + 4, vector + 4 + this.buffer.readInt32(vector));
  }

  text = (index: number): string => new TextDecoder().decode(this.bytes(index));
}
