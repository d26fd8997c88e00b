import { describe, expect, it } from 'vitest';
import { filesOnCommandLine } from './command-line.ts';

describe('filesOnCommandLine', () => {
  it('gives the files behind the application folder of a checkout', () => {
    const argv = ['/opt/electron', '-r', '/x/loader.js', '--no-sandbox', '../../src/imago/', '--disable-gpu', 'a b.png', '/x/日本.jpg'];
    expect(filesOnCommandLine(argv, { cwd: '/home/me', applicationFolder: '/src/imago' })).toEqual(['/home/me/a b.png', '/x/日本.jpg']);
  });

  it('gives every path of a packaged start', () => {
    expect(filesOnCommandLine(['/opt/imago', '--flag', '../c.tif'], { cwd: '/home/me', applicationFolder: null })).toEqual(['/home/c.tif']);
  });
});
