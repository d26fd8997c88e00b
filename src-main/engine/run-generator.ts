/** @file A generator on a small copy of the whole picture: what it does there, as local colour transforms. Runs in the engine. */
import { readFile } from 'node:fs/promises';
import { failure } from '../../src-shared/failure.ts';
import type { ModelNetwork } from '../../src-shared/model.ts';
import { failWith, type Result, succeed } from '../../src-shared/result.ts';
import { splitStatistics, type StatisticsParts } from '../onnx-rewrite/picture-statistics.ts';
import { type RelighterParts, splitRelighter } from '../onnx-rewrite/relighter-parts.ts';
import type { PlanarImage, Session } from '../runtime/session.ts';
import type { NamedTensors } from '../runtime/training-session.ts';
import { allFinite, checkOutput } from './check-output.ts';
import { croppedPlanes, fitTransforms, guideOf } from './fit-transforms.ts';
import { leadSky } from './lead-sky.ts';
import { coefficientCount, type LocalTransforms, sharedFloats } from './local-transforms.ts';
import type { EngineMemory } from './memory.ts';
import type { OpenGraph } from './open-graph.ts';
import { settleLight, type Surfaces, surfacesOf } from './settle-light.ts';
import { measureStatistics, paintWith, takesStatistics } from './shared-statistics.ts';
import type { SmallPicture } from './whole-picture.ts';

/** A relighting network as it is used: its style's code, and shares of light from 0, 1 as trained. */
export type Lighting = { readonly code: readonly number[]; readonly ambient: number; readonly lights: number };

/** What the costly part of a generator saw in a picture; `transformsOf` makes the rest in a moment. */
export type Seen = { readonly small: SmallPicture; readonly networkMs: number } & (
  | { readonly kind: 'painted'; readonly picture: Float32Array }
  | { readonly kind: 'relit'; readonly parts: RelighterParts; readonly maps: NamedTensors; /** Where the network's light is evened out; null: nowhere. */ readonly surfaces: Surfaces | null }
);

/** The network as a plain session on the device that is tried; it knows the form of imported ones. */
export type OpenSession = () => Promise<Result<Session>>;

const shapeOf = ({ planeWidth, planeHeight }: SmallPicture): number[] => [1, 3, planeHeight, planeWidth];
const tensor = (shape: readonly number[], values: ArrayLike<number>) => ({ shape, values: Float32Array.from(values) });
const scaled = (values: Float32Array, factor: number): Float32Array => (factor === 1 ? values : values.map((value) => value * factor));

/** A run on a picture in [0, 1], one that is made here or imported; gives such a picture. */
export async function paint({ data, ...size }: PlanarImage, { range, form, scale }: Pick<ModelNetwork, 'range' | 'form' | 'scale'>, session: Session): Promise<Result<Float32Array>> {
  const factor = form ? 1 : range;
  const ran = await session.run({ data: scaled(data, factor), ...size });
  if (!ran.ok) return ran;
  const painted = scaled(ran.value.data, 1 / factor);
  const checked = checkOutput(data, painted, data.length * scale ** 2, 1);
  return checked.ok ? succeed(painted) : checked;
}

/** How a generator is opened, and with whose statistics it runs. */
export type Opening = {
  readonly graph: OpenGraph;
  readonly parts: () => Promise<Result<RelighterParts>>;
  readonly session: OpenSession;
  /** Those of the first picture of a series, once they are measured as told; absent: the picture's own. */
  readonly statistics?: (measure: (small: SmallPicture) => Promise<Result<NamedTensors>>) => Promise<Result<NamedTensors>>;
};

/** Runs the network on the picture. A relighting network stops where it begins to use the light of the day. */
export async function seePicture(small: SmallPicture, network: ModelNetwork, model: string, lighting: Lighting, open: Opening): Promise<Result<Seen>> {
  const { input, style } = network;
  if (!style) return seePainted(small, network, model, open);
  const split = await open.parts();
  if (!split.ok) return split;
  const parts = split.value;
  const code = { [style.code]: tensor([1, lighting.code.length], lighting.code) };
  const shared = open.statistics && splitStatistics(parts.seeing, { input, outputs: [parts.day, ...parts.maps], inTiles: false });
  const statistics = shared ? await open.statistics!((first) => measureStatistics(shared, first, network, open.graph, code)) : succeed({});
  if (!statistics.ok) return statistics;
  const session = shared ? await open.graph('applying', shared.applying) : await open.graph('seeing', parts.seeing);
  if (!session.ok) return session;
  const startedAt = performance.now();
  const running = session.value.run({ ...statistics.value, ...code, [input]: { shape: shapeOf(small), values: small.planes } });
  // Beside the network, which has a thread of its own.
  const surfaces = style.settled ? surfacesOf(small) : null;
  const ran = await running;
  if (!ran.ok) return ran;
  const finite = Object.values(ran.value).every(({ values }) => allFinite(values));
  return finite ? succeed({ kind: 'relit', small, networkMs: performance.now() - startedAt, parts, maps: ran.value, surfaces }) : failWith(notNumbers);
}

/** A relighting network's parts, which are kept. */
export const openRelighter = ({ network: { sha256, input, output, style }, model }: { readonly network: ModelNetwork; readonly model: string }, { relighters }: EngineMemory): Promise<Result<RelighterParts>> =>
  relighters.get(sha256, async () => {
    const parts = style ? splitRelighter(await readFile(model), { input, output, style }) : null;
    return parts ? succeed(parts) : failWith(otherRelighter);
  });

async function seePainted(small: SmallPicture, network: ModelNetwork, model: string, open: Opening): Promise<Result<Seen>> {
  const image = { data: small.planes, width: small.planeWidth, height: small.planeHeight };
  const shared = open.statistics && takesStatistics(network) ? splitStatistics(await readFile(model), { input: network.input, outputs: [network.output], inTiles: false }) : null;
  const startedAt = performance.now();
  const painted = shared ? await paintShared(shared, image, network, open) : await paintAlone(image, network, open.session);
  return painted.ok ? succeed({ kind: 'painted', small, networkMs: performance.now() - startedAt, picture: painted.value }) : painted;
}

async function paintAlone(image: PlanarImage, network: ModelNetwork, open: OpenSession): Promise<Result<Float32Array>> {
  const session = await open();
  return session.ok ? paint(image, network, session.value) : session;
}

async function paintShared(shared: StatisticsParts, image: PlanarImage, network: ModelNetwork, { graph, statistics }: Opening): Promise<Result<Float32Array>> {
  const measured = await statistics!((first) => measureStatistics(shared, first, network, graph));
  if (!measured.ok) return measured;
  const session = await graph('applying', shared.applying);
  return session.ok ? paintWith(measured.value, image, network, session.value) : session;
}

const otherRelighter = failure('model-invalid', 'The relighting network is not built as Imago builds them.', { advice: 'Train or import it as a model that repaints.' });
const notNumbers = failure('output-bad', 'The device gave back a wrong picture: some values are not numbers.', { advice: 'Choose another model.' });

export async function transformsOf(seen: Seen, network: ModelNetwork, lighting: Lighting, open: OpenGraph): Promise<Result<LocalTransforms>> {
  if (seen.kind === 'painted') return succeed(fitTransforms(seen.small, seen.picture));
  return relitTransforms(seen, network.style!, lighting, open);
}

/** Small against the light of a day, large against rounding. */
const change = 0.01;

/**
 * The lighting part is affine in each pixel's day, but for the ReLU of what is left of it: its slope at the day itself is
 * measured by changing red, green and blue in turn, and what remains is added.
 */
async function relitTransforms({ small, parts, maps, surfaces }: Extract<Seen, { kind: 'relit' }>, style: NonNullable<ModelNetwork['style']>, lighting: Lighting, open: OpenGraph): Promise<Result<LocalTransforms>> {
  const session = await open('lighting', parts.lighting);
  if (!session.ok) return session;
  const shape = shapeOf(small);
  const day = maps[parts.day]!.values;
  const plane = day.length / 3;
  const shares = { [style.ambient]: tensor([], [lighting.ambient]), [style.lights]: tensor([], [lighting.lights]) };
  const changed = day.slice();
  const lights: Float32Array[] = [];
  for (const from of [0, 1, 2, null]) {
    const own = from === null ? null : day.subarray(from * plane, (from + 1) * plane);
    if (own) changed.set(own.map((value) => value + change), from! * plane);
    const ran = await session.value.run({ ...maps, ...shares, [parts.day]: { shape, values: changed } });
    if (own) changed.set(own, from! * plane);
    if (!ran.ok) return ran;
    const light = ran.value[parts.light]!.values;
    if (!allFinite(light)) return failWith(notNumbers);
    lights.push(light);
  }
  const { width, height } = small;
  const transforms = { width, height, guide: guideOf(croppedPlanes(small.planes, small)), coefficients: tangents(day, lights, small), inLight: true, exposure: 1 };
  if (surfaces) settleLight(transforms, surfaces);
  if (style.settled === false) leadSky(transforms);
  return succeed(transforms);
}

/** `lights` are what comes of `day` with more red, more green, more blue, and as it is: planes of the same size. */
function tangents(day: Float32Array, lights: readonly Float32Array[], { width, height, planeWidth, planeHeight }: SmallPicture): Float32Array {
  const coefficients = sharedFloats(coefficientCount * width * height);
  const plane = planeWidth * planeHeight;
  const [byRed, byGreen, byBlue, plain] = lights as [Float32Array, Float32Array, Float32Array, Float32Array];
  for (let out = 0; out < 3; out += 1) {
    for (let y = 0, to = out; y < height; y += 1) {
      for (let x = 0, at = y * planeWidth; x < width; x += 1, at += 1, to += coefficientCount) {
        const light = plain[out * plane + at]!;
        const red = (byRed[out * plane + at]! - light) / change;
        const green = (byGreen[out * plane + at]! - light) / change;
        const blue = (byBlue[out * plane + at]! - light) / change;
        coefficients[to] = red;
        coefficients[to + 4] = green;
        coefficients[to + 8] = blue;
        coefficients[to + 12] = light - red * day[at]! - green * day[plane + at]! - blue * day[2 * plane + at]!;
      }
    }
  }
  return coefficients;
}
