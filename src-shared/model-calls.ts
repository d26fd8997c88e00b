/** @file The renderer's calls of the Models screen. Pure; part of ipc.ts. 'models:changed' follows whatever changes the list. */
import { z } from 'zod';
import { modelProposalSchema, type ProposedModel } from './model-import.ts';
import { regionSchema, shrinkSchema } from './region.ts';
import type { Result } from './result.ts';

const model = z.object({ id: z.string() });
const path = z.string().min(1);

export const modelCallSchemas = {
  /** Asks for a model file; null where the user closed the dialog. */
  'model:choose-file': z.undefined(),
  /** Looks into an ONNX file and runs it on a made-up picture; seconds, minutes for a large one. */
  'model:inspect': z.object({ path }),
  /** Runs a model that is not taken in yet on a part of an open picture; a later try cancels the one before. */
  'model:try': z.object({ path, proposal: modelProposalSchema, pictureId: z.string(), region: regionSchema, shrink: shrinkSchema }),
  /** Takes in a file: an ONNX file as proposed, a package (`proposal: null`) as it is. */
  'model:import': z.object({ path, proposal: modelProposalSchema.nullable() }),
  /**
   * Asks where to; answers with the path, or null where the user thought better of it. `scale`: of the network that is written
   * as plain ONNX; null: the whole package.
   */
  'model:export': model.extend({ scale: z.number().int().positive().nullable() }),
  'model:remove': model,
  'model:open-folder': z.undefined(),
} as const;

export type ModelCallAnswer = {
  'model:choose-file': string | null;
  'model:inspect': Result<ProposedModel>;
  'model:import': Result<{ readonly id: string }>;
  'model:export': Result<string | null>;
  'model:remove': Result<null>;
  'model:open-folder': null;
};
