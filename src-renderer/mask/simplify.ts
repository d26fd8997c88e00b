/** @file Fewer points for a line that looks the same (Ramer, 1972; Douglas and Peucker, 1973). Pure. */

/** `points` hold `stride` numbers each, all counted in the distance. Ends stay; no point is left out further than `tolerance` from the line. */
export function simplifyLine(points: readonly number[], stride: number, tolerance: number): number[] {
  const count = Math.floor(points.length / stride);
  const kept = new Uint8Array(count);
  kept[0] = 1;
  kept[count - 1] = 1;
  const open: [number, number][] = [[0, count - 1]];
  for (let part = open.pop(); part; part = open.pop()) {
    const [first, last] = part;
    let [furthest, distance] = [-1, tolerance];
    for (let index = first + 1; index < last; index += 1) {
      const away = distanceFrom(points, stride, index, first, last);
      if (away > distance) [furthest, distance] = [index, away];
    }
    if (furthest < 0) continue;
    kept[furthest] = 1;
    open.push([first, furthest], [furthest, last]);
  }
  return points.filter((_, index) => kept[Math.floor(index / stride)] === 1);
}

function distanceFrom(points: readonly number[], stride: number, index: number, first: number, last: number): number {
  let [along, length] = [0, 0];
  for (let axis = 0; axis < stride; axis += 1) {
    const side = points[last * stride + axis]! - points[first * stride + axis]!;
    along += side * (points[index * stride + axis]! - points[first * stride + axis]!);
    length += side * side;
  }
  const share = length === 0 ? 0 : Math.min(1, Math.max(0, along / length));
  let square = 0;
  for (let axis = 0; axis < stride; axis += 1) {
    const start = points[first * stride + axis]!;
    square += (points[index * stride + axis]! - start - share * (points[last * stride + axis]! - start)) ** 2;
  }
  return Math.sqrt(square);
}
