import { join, sep } from 'node:path';
import { describe, expect, it } from 'vitest';
import { bundlePath } from './bundle-path.ts';

const bundle = join(sep, 'app', 'dist', 'renderer');

describe('bundlePath', () => {
  it('finds files of the bundle', () => {
    expect(bundlePath(bundle, '/assets/a%20b.js')).toBe(join(bundle, 'assets', 'a b.js'));
  });

  it.each(['/../main/main.cjs', '/%2e%2e/main/main.cjs', '/..%2fmain%2fmain.cjs', '/../renderer-of-others/x.js', '/%', '/x%00.js'])('refuses %s', (pathname) => {
    expect(bundlePath(bundle, pathname)).toBeUndefined();
  });
});
