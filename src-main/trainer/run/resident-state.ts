/**
 * @file State that stays on a device between the steps of a training; trainer process. In the state's map a tensor that
 * is there is stood for by one without numbers, until it is brought here for a checkpoint.
 */
import type { Provider } from '../../../src-shared/device.ts';
import { type Result, succeed } from '../../../src-shared/result.ts';
import { type DeviceTensor, type NamedTensors, readTensors } from '../../runtime/training-session.ts';

type Tensor = NamedTensors[string];
type State = Map<string, Tensor>;

export type ResidentState = {
  /** What is on the device for this tensor of the state; none for one that was never there, or has been replaced since. */
  find(name: string, tensor: Tensor): DeviceTensor | undefined;
  /** Takes the place of what was kept under the name; gives what stands for it in the state. */
  keep(name: string, tensor: DeviceTensor): Tensor;
  /** Brings the numbers of a state here. What is on the device stays valid for it. */
  bring(state: State): Promise<Result<null>>;
  release(): void;
};

export function residentState(provider: Provider): ResidentState {
  const kept = new Map<string, { standIn: Tensor; readonly tensor: DeviceTensor }>();
  const find: ResidentState['find'] = (name, tensor) => {
    const found = kept.get(name);
    return found?.standIn === tensor ? found.tensor : undefined;
  };
  return {
    find,
    keep(name, tensor) {
      kept.get(name)?.tensor.release();
      const standIn = withoutNumbers(name, tensor.shape);
      kept.set(name, { standIn, tensor });
      return standIn;
    },
    async bring(state) {
      const there = [...state].flatMap(([name, tensor]) => {
        const found = find(name, tensor);
        return found && !numbersAreHere.has(tensor) ? [[name, found] as const] : [];
      });
      if (there.length === 0) return succeed(null);
      const read = await readTensors(Object.fromEntries(there), provider);
      if (!read.ok) return read;
      for (const [name, tensor] of Object.entries(read.value)) {
        numbersAreHere.add(tensor);
        kept.get(name)!.standIn = tensor;
        state.set(name, tensor);
      }
      return succeed(null);
    },
    release() {
      for (const { tensor } of kept.values()) tensor.release();
      kept.clear();
    },
  };
}

/** Tensors that were brought and are on the device as well. */
const numbersAreHere = new WeakSet<Tensor>();

const withoutNumbers = (name: string, shape: Tensor['shape']): Tensor => ({
  shape,
  get values(): never {
    throw new Error(`expected the state to be brought from its device first, got a request for the numbers of ${name}`);
  },
});
