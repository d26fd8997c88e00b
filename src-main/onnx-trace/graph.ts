/**
 * @file The graph under construction: ONNX nodes over named values, with equal nodes and equal constants made only
 * once. Pure; used wherever models are traced or built by hand.
 */
import { createHash } from 'node:crypto';

/** Numbers of float16 are kept as their bits. */
export type TensorType = 'float32' | 'float16' | 'uint8' | 'int32' | 'int64' | 'bool';
/** As ONNX numbers them: TensorProto.DataType. */
export const tensorTypeCodes: Readonly<Record<TensorType, number>> = { float32: 1, float16: 10, uint8: 2, int32: 6, int64: 7, bool: 9 };
export type TensorData = Float32Array | Uint16Array | Int32Array | BigInt64Array | Uint8Array;

/** A float attribute says so; ONNX keeps floats and integers apart and a JavaScript number cannot. */
type Float = { readonly float: number };
export type Attribute = number | string | readonly number[] | Float;
export type Attributes = Readonly<Record<string, Attribute>>;

/** The name of a value in the graph: an input, a constant or the output of a node. `''` stands for an input left out. */
export type ValueName = string;

/** An operator with one output, which is also its identity. */
export type GraphNode = {
  readonly operator: string;
  readonly inputs: readonly ValueName[];
  readonly attributes: Attributes;
  readonly output: ValueName;
};
export type GraphConstant = { readonly data: TensorData; readonly dims: readonly number[]; readonly type: TensorType };
/** A dimension is a size, or the name of one that may differ from run to run. */
export type Dimension = number | string;
/** An input or an output of the whole graph. */
export type Port = { readonly name: ValueName; readonly dims: readonly Dimension[]; readonly type: TensorType };

export class Graph {
  readonly inputs: Port[] = [];
  readonly outputs: Port[] = [];
  /** In an order in which they can run. */
  readonly nodes: GraphNode[] = [];
  readonly constants = new Map<ValueName, GraphConstant>();
  private readonly known = new Map<string, ValueName>();

  input(port: Port): ValueName {
    this.inputs.push(port);
    return port.name;
  }

  /** Gives a value to the outside under the port's name. */
  output(port: Port, value: ValueName): void {
    this.outputs.push(port);
    this.nodes.push({ operator: 'Identity', inputs: [value], attributes: {}, output: port.name });
  }

  /** The output of this operator on these inputs, recorded unless an equal node exists. */
  node(operator: string, inputs: readonly ValueName[], attributes: Attributes = {}): ValueName {
    return this.once(JSON.stringify([operator, inputs, attributes]), 'value', (output) => {
      this.nodes.push({ operator, inputs, attributes, output });
    });
  }

  constant(data: TensorData, dims: readonly number[], type: TensorType): ValueName {
    const bytes = new Uint8Array(data.buffer, data.byteOffset, data.byteLength);
    const key = `${type}[${dims.join()}] ${createHash('sha256').update(bytes).digest('base64')}`;
    return this.once(key, 'constant', (name) => {
      this.constants.set(name, { data, dims, type });
    });
  }

  /** A vector of int64, the type of axes, sizes, pads and shapes. */
  integers(values: readonly number[]): ValueName {
    return this.constant(BigInt64Array.from(values, BigInt), [values.length], 'int64');
  }

  floats(values: readonly number[]): ValueName {
    return this.constant(Float32Array.from(values), [values.length], 'float32');
  }

  scalar(value: number): ValueName {
    return this.constant(Float32Array.of(value), [], 'float32');
  }

  private once(key: string, prefix: string, make: (name: ValueName) => void): ValueName {
    const found = this.known.get(key);
    if (found !== undefined) return found;
    const name = `${prefix}_${this.known.size}`;
    this.known.set(key, name);
    make(name);
    return name;
  }
}
