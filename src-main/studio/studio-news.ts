/** @file What the studio tells of itself as it happens; main gathers some of it for the window. Pure. */
import type { StudioEvents } from '../../src-shared/studio-calls.ts';
import type { Measured } from '../../src-shared/training.ts';

/** 'training:changed' comes at any change here, how far it is included. */
export type StudioNews = Omit<StudioEvents, 'training:progress'> & { 'training:measured': Measured; 'training:checkpoint': { readonly id: string } };

export type TellStudioNews = <N extends keyof StudioNews>(name: N, value: StudioNews[N]) => void;
