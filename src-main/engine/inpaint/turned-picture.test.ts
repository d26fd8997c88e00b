import { expect, it } from 'vitest';
import { holed } from './testing.ts';
import { turnPicture, ways } from './turned-picture.ts';

const colour = (x: number, y: number, channel: number) => x * 7 + y * 19 + channel;
const scene = () => holed({ width: 5, height: 3, channels: 2 }, colour, (x, y) => x === 3 && y < 2);

it('lays a picture in eight ways, and puts back what was done in its holes alone', () => {
  const seen = new Set<string>();
  for (let way = 0; way < ways; way += 1) {
    const original = scene();
    const { picture, turnBack } = turnPicture(original, way);
    expect([picture.width, picture.height]).toEqual(way < 4 ? [5, 3] : [3, 5]);
    seen.add(picture.values.join());
    picture.values.forEach((value, index) => (picture.values[index] = value + 1));
    turnBack();
    expect(original.values).toEqual(scene().values.map((value, index) => (original.hole[Math.floor(index / 2)] === 1 ? value + 1 : value)));
  }
  expect(seen.size).toBe(ways);
  expect(turnPicture(scene(), 0).picture).toEqual(scene());
});
