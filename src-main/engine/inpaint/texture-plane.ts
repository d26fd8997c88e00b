/**
 * @file How much texture there is around each pixel: what tells a wall of bricks from a plain one of the same colour where a
 * picture is too small to show bricks (Newson et al. 2014, "Video inpainting of complex scenes", section 3.3). Pure.
 */
import type { HoledPicture } from './holed-picture.ts';

/** The mean of absolute differences to the right and below, over the known pixels at most `reach` away; 0 where there is none. */
function textureAround({ width, height, channels, values, hole }: HoledPicture, reach: number): Float32Array {
  const sums = new Float64Array((width + 1) * (height + 1));
  const counts = new Float64Array(sums.length);
  for (let y = 0; y < height; y += 1) {
    for (let x = 0, sum = 0, count = 0; x < width; x += 1) {
      const pixel = y * width + x;
      for (const [inside, other] of [[x < width - 1, pixel + 1], [y < height - 1, pixel + width]] as const) {
        if (!inside || hole[pixel] === 1 || hole[other] === 1) continue;
        count += channels;
        for (let channel = 0; channel < channels; channel += 1) sum += Math.abs(values[pixel * channels + channel]! - values[other * channels + channel]!);
      }
      const corner = (y + 1) * (width + 1) + x + 1;
      sums[corner] = sums[corner - width - 1]! + sum;
      counts[corner] = counts[corner - width - 1]! + count;
    }
  }
  const texture = new Float32Array(width * height);
  for (let y = 0; y < height; y += 1) {
    const [top, bottom] = [Math.max(0, y - reach) * (width + 1), Math.min(height, y + reach + 1) * (width + 1)];
    for (let x = 0; x < width; x += 1) {
      const [left, right] = [Math.max(0, x - reach), Math.min(width, x + reach + 1)];
      const count = counts[bottom + right]! - counts[bottom + left]! - counts[top + right]! + counts[top + left]!;
      if (count > 0) texture[y * width + x] = (sums[bottom + right]! - sums[bottom + left]! - sums[top + right]! + sums[top + left]!) / count;
    }
  }
  return texture;
}

/** How much a difference in texture counts beside one in colour. */
const gain = 5;

/** The picture with its texture as one more channel, at most 255; `reach` in pixels. */
export function withTexture(picture: HoledPicture, reach: number): HoledPicture {
  const { channels, values } = picture;
  const texture = textureAround(picture, reach);
  const all = new Float32Array(texture.length * (channels + 1));
  for (let pixel = 0, to = 0; pixel < texture.length; pixel += 1) {
    for (let at = pixel * channels; at < (pixel + 1) * channels; at += 1) all[to++] = values[at]!;
    all[to++] = Math.min(255, gain * texture[pixel]!);
  }
  return { ...picture, channels: channels + 1, values: all };
}
