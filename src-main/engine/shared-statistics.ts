/** @file A network that takes its statistics from outside: measured on one picture, applied to tiles of it or to others. Runs in the engine. */
import type { ModelNetwork } from '../../src-shared/model.ts';
import { type Result, succeed } from '../../src-shared/result.ts';
import type { StatisticsParts } from '../onnx-rewrite/picture-statistics.ts';
import type { PlanarImage } from '../runtime/session.ts';
import type { NamedTensors, TrainingSession } from '../runtime/training-session.ts';
import { checkOutput } from './check-output.ts';
import type { OpenGraph } from './open-graph.ts';
import type { SmallPicture } from './whole-picture.ts';

/** Networks of other programs whose pictures are tensors as Imago's are. */
export const takesStatistics = ({ form }: Pick<ModelNetwork, 'form'>): boolean => !form || (form.layout === 'nchw' && form.elements === 'float32' && !form.size);

/** `style` is what the network takes besides the picture. */
export async function measureStatistics(parts: StatisticsParts, { planes, planeWidth, planeHeight }: SmallPicture, network: ModelNetwork, open: OpenGraph, style: NamedTensors = {}): Promise<Result<NamedTensors>> {
  if (parts.statistics.length === 0) return succeed({});
  const session = await open('measuring', parts.measuring);
  return session.ok ? session.value.run({ ...style, [network.input]: fed({ data: planes, width: planeWidth, height: planeHeight }, network) }) : session;
}

function fed(image: PlanarImage, { range, form }: ModelNetwork): NamedTensors[string] {
  const levels = form?.input ?? { black: 0, white: range };
  const values = levels.black === 0 && levels.white === 1 ? image.data : image.data.map((value) => levels.black + (levels.white - levels.black) * value);
  return { shape: [1, 3, image.height, image.width], values };
}

/** A picture in [0, 1] through the graph that takes statistics. */
export async function paintWith(statistics: NamedTensors, image: PlanarImage, network: ModelNetwork, session: TrainingSession): Promise<Result<Float32Array>> {
  const ran = await session.run({ ...statistics, [network.input]: fed(image, network) });
  if (!ran.ok) return ran;
  const { black, white } = network.form?.output ?? { black: 0, white: network.range };
  const painted = (ran.value[network.output]?.values ?? new Float32Array()).map((value) => (value - black) / (white - black));
  const checked = checkOutput(image.data, painted, image.data.length, 1);
  return checked.ok ? succeed(painted) : checked;
}
