import { expect, it } from 'vitest';
import { colours, type Picture } from './picture.ts';
import { skyOf } from './sky.ts';

/** A bright sky above a street with a bright wall, seen apart by a dark roof line; a chimney reaches into the sky. */
function street(width: number, height: number): Picture {
  const brightness = (x: number, y: number) => {
    if (y > 8 && x > 20 && x < 26) return 40;
    if (y < 20) return 210 - y;
    if (y < 24) return 30;
    return x > 30 ? 200 : 60 + 40 * ((x + y) % 2);
  };
  const samples = Uint8Array.from({ length: width * height * colours }, (_, index) => {
    const pixel = Math.floor(index / colours);
    return brightness(pixel % width, Math.floor(pixel / width));
  });
  return { width, height, samples };
}

it('finds the sky around a chimney, and no bright wall', () => {
  const sky = skyOf(street(60, 50));
  const at = (x: number, y: number) => sky.samples[(y * 60 + x) * colours]!;
  expect([sky.width, sky.height]).toEqual([60, 50]);
  expect(at(5, 3)).toBeGreaterThan(230);
  expect(at(40, 13)).toBeGreaterThan(200);
  expect(at(23, 15)).toBeLessThan(60);
  expect(at(5, 18)).toBeGreaterThan(150);
  expect([at(10, 30), at(50, 30), at(50, 48)]).toEqual([0, 0, 0]);
});

it('finds clouds, and does not follow a street to the ground', () => {
  // Clouds in the lower half of the sky; a street as bright as they are that is grainy too.
  const cloudy = (skyRows: number): Picture => {
    const brightness = (x: number, y: number) => (y < skyRows / 2 ? 180 : y < 36 || x < 20 ? 180 + 25 * (Math.floor(x / 2) % 2) : 60);
    return { width: 60, height: 50, samples: Uint8Array.from({ length: 60 * 50 * colours }, (_, index) => brightness(Math.floor(index / colours) % 60, Math.floor(index / colours / 60))) };
  };
  const at = ({ samples }: Picture, x: number, y: number) => samples[(y * 60 + x) * colours]!;
  expect(at(skyOf(cloudy(36)), 30, 30)).toBeGreaterThan(200);
  expect(at(skyOf(cloudy(36)), 40, 46)).toBe(0);
  expect(at(skyOf(cloudy(12)), 30, 30)).toBe(0);
  expect(at(skyOf(cloudy(12)), 30, 3)).toBeGreaterThan(200);
});

it('finds blue between leaves, and no blue water', () => {
  // Leaves cut a corner of the sky off; the water below the shore is as blue and bright.
  const colour = (x: number, y: number) => (y < 20 ? (x > 30 && (x < 34 || (x + y) % 8 < 3) ? [40, 70, 30] : [110, 150, 220]) : y < 30 ? [60, 60, 50] : [110, 150, 220]);
  const samples = Uint8Array.from({ length: 60 * 50 * colours }, (_, index) => colour(Math.floor(index / colours) % 60, Math.floor(index / colours / 60))[index % colours]!);
  const sky = skyOf({ width: 60, height: 50, samples });
  const at = (x: number, y: number) => sky.samples[(y * 60 + x) * colours]!;
  expect([at(10, 5), at(45, 8), at(52, 9)].map((value) => value > 128)).toEqual([true, true, true]);
  expect([at(20, 40), at(50, 45), at(32, 10)].map((value) => value < 100)).toEqual([true, true, true]);
});

it('ends at a grey roof that is as bright as the blue sky, and at a yellow hill, and goes on into soft white clouds', () => {
  const [sky, roof, cloud, hill] = [[77, 117, 169], [112, 120, 116], [225, 230, 238], [175, 205, 120]];
  const picture = (second: readonly number[], rows: number): Picture => {
    const mixed = (y: number, channel: number) => sky![channel]! + Math.min(1, Math.max(0, (y - 19) / rows)) * (second[channel]! - sky![channel]!);
    return { width: 60, height: 50, samples: Uint8Array.from({ length: 60 * 50 * colours }, (_, index) => (index < 36 * 60 * colours ? mixed(Math.floor(index / colours / 60), index % colours) : 50)) };
  };
  const at = (of: Picture, y: number) => skyOf(of).samples[(y * 60 + 30) * colours]!;
  expect([5, 17].map((y) => at(picture(roof!, 1), y) > 200)).toEqual([true, true]);
  expect([22, 28].map((y) => at(picture(roof!, 1), y))).toEqual([0, 0]);
  expect([5, 17, 22, 28].map((y) => at(picture(cloud!, 16), y) > 200)).toEqual([true, true, true, true]);
  // As soft as the cloud, and brighter than the sky as well.
  expect([5, 17, 30, 34].map((y) => at(picture(hill!, 12), y) > 200)).toEqual([true, true, false, false]);
});

it('finds a sky that is the darkest of the picture, and its end in haze', () => {
  const picture = (brightness: (y: number) => number): Picture => ({ width: 60, height: 50, samples: Uint8Array.from({ length: 60 * 50 * colours }, (_, index) => brightness(Math.floor(index / colours / 60))) });
  const at = (of: Picture, y: number) => skyOf(of).samples[(y * 60 + 30) * colours]!;
  const aboveSand = picture((y) => (y < 30 ? 108 + y : 225));
  expect([2, 15, 26, 40].map((y) => at(aboveSand, y) > 200)).toEqual([true, true, true, false]);
  // Its edge is as weak as that of a cloud.
  const inHaze = picture((y) => (y < 24 ? 150 + 1.4 * y : Math.max(165, 184 - 3 * (y - 24))));
  expect([2, 15, 40, 48].map((y) => at(inHaze, y) > 200)).toEqual([true, true, false, false]);
});

it('finds none in the dark, and none in a meadow', () => {
  const meadow = Uint8Array.from({ length: 60 * 50 * colours }, (_, index) => [140, 160, 100][index % colours]! + ((index * 7) % 5));
  expect(Math.max(...skyOf({ width: 60, height: 50, samples: meadow }).samples)).toBe(0);
  const { samples } = street(60, 50);
  expect(Math.max(...skyOf({ width: 60, height: 50, samples: samples.map((sample) => sample / 4) }).samples)).toBe(0);
});
