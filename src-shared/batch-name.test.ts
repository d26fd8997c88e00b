import { expect, it } from 'vitest';
import { batchFileName, unknownBatchTokens, writtenFormat } from './batch-name.ts';

const upscale = (scale: number, model: string) => ({ operation: 'upscale', parameters: { model, scale } });
const item = { recipe: { version: 1 as const, steps: [upscale(2, 'quick'), upscale(4, 'sharp')] }, index: 6, date: new Date(2026, 2, 9) };

it('fills in every word of a template', () => {
  const name = batchFileName('{index}_{date}_{name}_{operation}_{model}_{scale}_{ext}.{ext}', { ...item, fileName: 'old.pier.JPEG', format: 'jpeg' });
  expect(name).toBe('00007_2026-03-09_old.pier_upscale-upscale_quick-sharp_8x_jpeg.jpeg');
});

it('always ends in the ending of the format', () => {
  expect(batchFileName('{name}', { ...item, fileName: 'a.jpg', format: 'png' })).toBe('a.png');
  expect(batchFileName('{name}.jpg', { ...item, fileName: 'a.jpg', format: 'png' })).toBe('a.jpg.png');
});

it('leaves unknown words and makes names safe', () => {
  expect(unknownBatchTokens('{name}-{size}')).toEqual(['size']);
  expect(batchFileName('{size}/{name}', { ...item, fileName: 'a:b.png', format: 'png' })).toBe('{size}-a-b.png');
  expect(batchFileName('..', { ...item, fileName: 'b.png', format: 'png' })).toBe('b.png');
});

it('keeps the format that can be written', () => {
  expect([writtenFormat('keep', 'gif'), writtenFormat('keep', 'webp'), writtenFormat('avif', 'gif')]).toEqual(['png', 'webp', 'avif']);
});
