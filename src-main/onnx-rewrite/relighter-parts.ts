/**
 * @file Takes a relighting generator apart into what looks at the picture and what lights it. Pure.
 *
 * Its last part multiplies and adds maps to the day's light, `(picture + pedestal)^2.2`, and ends in a root (see
 * `networks/relight-generator.ts`). The first part costs nearly all of the time and depends on the look; the second works
 * pixel by pixel and takes the day's light, the maps and how much of each light there is.
 */
import { constantsOf, cut, decodeModel, dependentsOf, floatPort, type Model, type Node, outputOf, producersOf } from './model-graph.ts';

export type RelighterParts = {
  /** Takes the picture and the style's code; gives `day` and `maps`. */
  readonly seeing: Uint8Array;
  /** Takes `day` (1 x 3 x height x width), `maps` and both shares; gives `light` of the same size, from 0. */
  readonly lighting: Uint8Array;
  readonly maps: readonly string[];
  readonly day: string;
  readonly light: string;
};

type Ports = { readonly input: string; readonly output: string; readonly style: { readonly ambient: string; readonly lights: string } };

/** Null for a network that is not built so. */
export function splitRelighter(bytes: Uint8Array, { input, output, style }: Ports): RelighterParts | null {
  const model = decodeModel(bytes);
  if (!model) return null;
  const constants = constantsOf(model);
  const day = findDay(model, input, constants);
  const light = findLight(model, output, constants);
  if (day === undefined || light === undefined) return null;
  const shares = [style.ambient, style.lights];
  const lit = dependentsOf(model, [day, ...shares]);
  if (!lit.has(light)) return null;

  const tail = neededFor(model, light, lit);
  const maps = [...new Set(tail.flatMap((node) => node.input ?? []))].filter((name) => name !== '' && !lit.has(name) && !constants.has(name));
  // A map that is the picture itself would not be left to the first part.
  if (maps.length === 0 || maps.includes(input)) return null;
  const { node: nodes, input: ports } = model.graph;
  const image = (name: string) => floatPort(name, [1, null, null, null]);
  return {
    seeing: cut(model, nodes!, ports!.filter(({ name }) => !shares.includes(name ?? '')), [day, ...maps].map(image)),
    lighting: cut(model, nodes!, [image(day), ...maps.map(image), ...ports!.filter(({ name }) => shares.includes(name ?? ''))], [image(light)]),
    maps,
    day,
    light,
  };
}

/** The value that a node adds a constant to, if it does. */
function addedTo(node: Node | undefined, constants: ReadonlySet<string>): string | undefined {
  if (node?.opType !== 'Add') return undefined;
  const [a = '', b = ''] = node.input ?? [];
  return constants.has(b) ? a : constants.has(a) ? b : undefined;
}

/** (input + constant) ^ constant. */
function findDay(model: Model, input: string, constants: ReadonlySet<string>): string | undefined {
  const producers = producersOf(model);
  const power = model.graph.node!.find(
    (node) => node.opType === 'Pow' && constants.has(node.input?.[1] ?? '') && addedTo(producers.get(node.input?.[0] ?? ''), constants) === input,
  );
  return power && outputOf(power);
}

/** What the root that ends the network is taken of. */
function findLight(model: Model, output: string, constants: ReadonlySet<string>): string | undefined {
  const producers = producersOf(model);
  for (let node = producers.get(output); node; node = producers.get(node.input?.[0] ?? '')) {
    if (node.opType === 'Pow') return addedTo(producers.get(node.input?.[0] ?? ''), constants);
    if (node.opType !== 'Identity' && node.opType !== 'Min' && node.opType !== 'Clip') return undefined;
  }
  return undefined;
}

/** Those of the nodes behind `target` that make values of `within`. */
function neededFor(model: Model, target: string, within: ReadonlySet<string>): Node[] {
  const needed = new Set([target]);
  return model.graph.node!.toReversed().filter((node) => {
    const name = outputOf(node);
    if (!needed.has(name) || !within.has(name)) return false;
    for (const input of node.input ?? []) needed.add(input);
    return true;
  });
}
