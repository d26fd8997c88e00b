/** @file The sample photograph that shows each operation at its best; files of assets/samples. Pure. */
export const sampleFiles: Readonly<Record<string, string>> = { upscale: 'cat.png' };
