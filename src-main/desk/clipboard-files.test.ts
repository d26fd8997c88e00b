import { describe, expect, it } from 'vitest';
import { filesOnClipboard } from './clipboard-files.ts';

const clipboard = (contents: Record<string, Buffer | string>) => (format: string) => Promise.resolve(Buffer.from(contents[format] ?? ''));

describe('filesOnClipboard', () => {
  it('reads what GNOME and KDE copy', async () => {
    const gnome = clipboard({ 'x-special/gnome-copied-files': 'copy\nfile:///home/zo%C3%AB/a%20b.png\nfile:///tmp/c.jpg' });
    expect(await filesOnClipboard('linux', gnome)).toEqual(['/home/zoë/a b.png', '/tmp/c.jpg']);
    expect(await filesOnClipboard('linux', clipboard({ 'text/uri-list': '# by hand\r\nfile:///tmp/%E6%97%A5.png\r\nhttps://example.org/x.png\r\n' }))).toEqual(['/tmp/日.png']);
  });

  it("reads macOS's property list and its single file", async () => {
    const list = '<?xml version="1.0"?><plist><array><string>/Users/a &amp; b.png</string><string>/Users/c.png</string></array></plist>';
    expect(await filesOnClipboard('darwin', clipboard({ NSFilenamesPboardType: list }))).toEqual(['/Users/a & b.png', '/Users/c.png']);
    expect(await filesOnClipboard('darwin', clipboard({ 'public.file-url': 'file:///Users/d%20e.png' }))).toEqual(['/Users/d e.png']);
  });

  it('reads the file that Windows names', async () => {
    expect(await filesOnClipboard('win32', clipboard({ FileNameW: Buffer.from('C:\\Bilder\\Möwe.png\0rest', 'utf16le') }))).toEqual(['C:\\Bilder\\Möwe.png']);
  });

  it('finds none where none were copied', async () => {
    expect(await filesOnClipboard('linux', clipboard({ 'text/uri-list': 'file://%zz\nplain words' }))).toEqual([]);
    expect(await filesOnClipboard('freebsd', clipboard({}))).toEqual([]);
  });
});
