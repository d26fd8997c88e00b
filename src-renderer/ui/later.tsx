/** @file What may come into its place a moment later, so that what is looked at comes first. Renderer. */
import { type ReactNode, useDeferredValue } from 'react';

/** Its content is rendered in slices between more urgent work, once; from then on as if it stood alone. */
export const Later = ({ children }: { readonly children: ReactNode }) => (useDeferredValue(true, false) ? children : null);
