/** @file What is asked and told while a model of another program is taken in. Pure; used by every process. */
import { z } from 'zod';
import { type Levels, modelIdSchema, networkFormSchema } from './model.ts';

/** An input or output as the file declares it; a dimension is a size, or the name of one that may differ. */
const onnxPortSchema = z.object({ name: z.string(), elements: z.string(), dims: z.array(z.union([z.number(), z.string()])) });
export type OnnxPort = z.infer<typeof onnxPortSchema>;

export const onnxInspectionSchema = z.object({
  bytes: z.number(),
  /** The program that wrote the file; empty where it does not say. */
  producer: z.string(),
  opset: z.number(),
  inputs: z.array(onnxPortSchema),
  outputs: z.array(onnxPortSchema),
  /** Different operators, by name. */
  operators: z.array(z.string()),
});
export type OnnxInspection = z.infer<typeof onnxInspectionSchema>;

/** What becomes the manifest; all of it can be corrected before the model is taken in. */
export const modelProposalSchema = z.object({
  id: modelIdSchema,
  name: z.string().trim().min(1).max(100),
  task: z.enum(['upscale', 'translate']),
  description: z.string().trim().max(500),
  licence: z.string().trim().min(1).max(100),
  input: z.string(),
  output: z.string(),
  scale: z.number().int().min(1).max(16),
  form: networkFormSchema,
  sizeMultiple: z.number().int().min(1).max(256),
  /** Pixels that tiles share on every side. */
  overlap: z.number().int().min(0).max(256),
  tile: z.number().int().min(8).max(2048),
});
export type ModelProposal = z.infer<typeof modelProposalSchema>;

export const proposedModelSchema = z.object({
  inspection: onnxInspectionSchema,
  proposal: modelProposalSchema,
  /** Parts of the proposal that neither the file nor the probe could tell for sure. */
  unsure: z.array(z.enum(['input', 'output', 'overlap'])),
});
export type ProposedModel = z.infer<typeof proposedModelSchema>;

/** The ranges that networks use, by the names under which a user chooses them. */
export const valueRanges = { unit: { black: 0, white: 1 }, signed: { black: -1, white: 1 }, bytes: { black: 0, white: 255 } } as const satisfies Record<string, Levels>;
export type ValueRange = keyof typeof valueRanges;
