/** @file What the desk needs of an engine: one call that answers with a Result. Pure; used by main. */
import type { EngineMethod, EngineRequest, EngineResponse } from '../../src-shared/engine-messages.ts';
import type { Progress } from '../../src-shared/job.ts';
import type { Result } from '../../src-shared/result.ts';

export type Engine = {
  call<M extends EngineMethod>(
    method: M,
    body: EngineRequest<M>,
    options?: { readonly signal?: AbortSignal; readonly onProgress?: (progress: Progress) => void },
  ): Promise<Result<EngineResponse<M>>>;
};
