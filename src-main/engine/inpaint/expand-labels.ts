/**
 * @file Gives each node of a graph one of a few labels so that what neighbours disagree about costs little: alpha expansion
 * (Boykov, Veksler and Zabih, "Fast Approximate Energy Minimization via Graph Cuts", 2001) by Dinic's maximal flow. Pure.
 */

export type Labelling = {
  readonly nodes: number;
  readonly labels: number;
  /** What a label costs at a node; `Infinity` where it cannot be. */
  readonly unary: (node: number, label: number) => number;
  /** Pairs of nodes, two numbers each. */
  readonly pairs: Int32Array;
  /** What it costs that the ends of a pair have these labels: 0 where they are one, and a metric, so that a detour costs no less. */
  readonly pairwise: (first: number, second: number, labelOfFirst: number, labelOfSecond: number) => number;
};

/** What is impossible costs this much more than all that is possible. */
const most = 1e9;

/** Lowers the energy of `labelling`, which must be possible, in place: one sweep over the labels, after which little is left to gain. */
export function expandLabels(problem: Labelling, labelling: Int32Array): void {
  for (let label = 0; label < problem.labels; label += 1) expand(problem, labelling, label);
}

/** Every node keeps its label or takes this one, whichever is best for all together. */
function expand({ nodes, unary, pairs, pairwise }: Labelling, labelling: Int32Array, label: number): void {
  const flow = openFlow(nodes + 2, nodes + pairs.length / 2);
  const [source, sink] = [nodes, nodes + 1];
  // What it costs more to keep the label than to take the new one.
  const loss = Float64Array.from({ length: nodes }, (_, node) => Math.min(most, unary(node, labelling[node]!)) - Math.min(most, unary(node, label)));
  for (let at = 0; at < pairs.length; at += 2) {
    const [a, b] = [pairs[at]!, pairs[at + 1]!];
    const [labelA, labelB] = [labelling[a]!, labelling[b]!];
    const bothKeep = pairwise(a, b, labelA, labelB);
    const secondTakes = pairwise(a, b, labelA, label);
    const firstTakes = pairwise(a, b, label, labelB);
    // Kolmogorov and Zabih, "What Energy Functions Can Be Minimized via Graph Cuts?", 2004, table 2; that both take it costs nothing.
    loss[a]! += bothKeep - firstTakes;
    loss[b]! += firstTakes;
    flow.connect(a, b, Math.max(0, secondTakes + firstTakes - bothKeep));
  }
  loss.forEach((more, node) => {
    if (more > 0) flow.connect(node, sink, more);
    else flow.connect(source, node, -more);
  });
  const keeps = flow.cut(source, sink);
  for (let node = 0; node < nodes; node += 1) if (keeps[node] === 0) labelling[node] = label;
}

/** Room that is but a rounding error. */
const tiny = 1e-6;

/** A network of so many nodes with room for so many edges (Dinic 1970). */
function openFlow(nodes: number, edges: number) {
  const head = new Int32Array(nodes).fill(-1);
  const next = new Int32Array(2 * edges);
  const to = new Int32Array(2 * edges);
  const room = new Float64Array(2 * edges);
  let count = 0;
  const add = (from: number, end: number, capacity: number) => {
    to[count] = end;
    room[count] = capacity;
    next[count] = head[from]!;
    head[from] = count;
    count += 1;
  };
  const level = new Int32Array(nodes);
  const queue = new Int32Array(nodes);
  const current = new Int32Array(nodes);
  const path = new Int32Array(nodes);

  function reach(source: number): void {
    level.fill(-1);
    level[source] = 0;
    queue[0] = source;
    for (let read = 0, write = 1; read < write; read += 1) {
      for (let edge = head[queue[read]!]!; edge >= 0; edge = next[edge]!) {
        const end = to[edge]!;
        if (room[edge]! <= tiny || level[end]! >= 0) continue;
        level[end] = level[queue[read]!]! + 1;
        queue[write] = end;
        write += 1;
      }
    }
  }

  /** Pushes along paths of the level graph until there is none. */
  function block(source: number, sink: number): void {
    current.set(head);
    let length = 0;
    for (let node = source; ; ) {
      if (node === sink) {
        let least = Infinity;
        for (let at = 0; at < length; at += 1) least = Math.min(least, room[path[at]!]!);
        let back = 0;
        for (let at = length - 1; at >= 0; at -= 1) {
          const edge = path[at]!;
          room[edge]! -= least;
          room[edge ^ 1]! += least;
          if (room[edge]! <= tiny) back = at;
        }
        length = back;
        node = length === 0 ? source : to[path[length - 1]!]!;
        continue;
      }
      let edge = current[node]!;
      while (edge >= 0 && !(room[edge]! > tiny && level[to[edge]!] === level[node]! + 1)) edge = next[edge]!;
      current[node] = edge;
      if (edge >= 0) {
        path[length] = edge;
        length += 1;
        node = to[edge]!;
        continue;
      }
      if (length === 0) return;
      level[node] = -1;
      length -= 1;
      node = length === 0 ? source : to[path[length - 1]!]!;
    }
  }

  return {
    connect(from: number, end: number, capacity: number): void {
      add(from, end, capacity);
      add(end, from, 0);
    },
    /** 1 on the side of the source of a smallest cut. */
    cut(source: number, sink: number): Uint8Array {
      for (reach(source); level[sink]! >= 0; reach(source)) block(source, sink);
      return Uint8Array.from({ length: nodes }, (_, node) => (level[node]! >= 0 ? 1 : 0));
    },
  };
}
