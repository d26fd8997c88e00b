/** @file Rewrites a network so that ONNX Runtime's CPU provider takes less time for it. Pure; for files of any exporter. */
import { constantValues } from './constant-values.ts';
import { joinLinear } from './join-linear.ts';
import { joinPointwise } from './join-pointwise.ts';
import { joinSiblings } from './join-siblings.ts';
import { cut, decodeModel, type Model } from './model-graph.ts';
import { splitPrelu } from './split-prelu.ts';

/** Null where there is nothing to rewrite, and for what is no ONNX file. What the network gives stays the same up to rounding. */
export function rewriteForProcessor(bytes: Uint8Array): Uint8Array | null {
  const model = decodeModel(bytes);
  if (!model) return null;
  let rewritten = model;
  let known: { readonly of: Model; readonly constants: ReturnType<typeof constantValues> } | undefined;
  for (const rewrite of [joinLinear, joinPointwise, joinSiblings, splitPrelu]) {
    if (known?.of !== rewritten) known = { of: rewritten, constants: constantValues(rewritten) };
    rewritten = rewrite(rewritten, known.constants);
  }
  return rewritten === model ? null : cut(rewritten, rewritten.graph.node!, model.graph.input ?? [], model.graph.output ?? []);
}
