import { expect, it } from 'vitest';
import { exactDuplicates, nearDuplicates, type Seen, shared } from './compare.ts';

const seen = (index: number, more: Partial<Seen> = {}): Seen => ({ path: `${index}.png`, content: String(index), looks: [5, 9], brightness: [1], colour: [1], meanBrightness: 0.5, contrast: 0.3, ...more });

it('tells each picture that looks like one before it once', () => {
  const other = seen(3, { looks: [-1, -1] });
  expect(nearDuplicates([seen(0), seen(1), seen(2), other, seen(4, { contrast: 0 }), seen(5, { content: '0' })])).toEqual([['0.png', '1.png'], ['0.png', '2.png'], ['1.png', '5.png']]);
});

it('keeps no more than there are pictures, of ten thousand that are all alike', () => {
  const series = Array.from({ length: 10_000 }, (_, index) => seen(index));
  expect(nearDuplicates(series)).toHaveLength(9_999);
  expect(exactDuplicates(series.map((picture) => ({ ...picture, content: 'same' })))).toMatchObject([{ length: 10_000 }]);
});

it('finds pictures of one folder in the other by content and by looks, but for plain ones', () => {
  const there = [seen(0), seen(1, { looks: [-1, 7] })];
  const here = [seen(2, { looks: [-1, 6] }), seen(3, { looks: [0x0f0f0f0f, 0x33333333] }), seen(4, { content: '1', looks: [77, 78], contrast: 0 }), seen(5, { contrast: 0 })];
  expect(shared(here, there)).toEqual(['2.png', '4.png']);
});
