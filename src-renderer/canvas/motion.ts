/** @file Whether movement is wanted. Renderer. */
export const lessMotion = (): boolean => matchMedia('(prefers-reduced-motion: reduce)').matches;
