/**
 * @file The system's clipboard. Main process.
 *
 * Electron before 45 reads and writes at once and knows pictures of its own; since 45 the clipboard is that of the web:
 * promises and blobs, with the formats of other programs behind a name of their own.
 */
import * as electron from 'electron';
import { readFile } from 'node:fs/promises';

type EarlierClipboard = {
  readBuffer(format: string): Buffer;
  readImage(): Electron.NativeImage;
  writeImage(image: Electron.NativeImage): void;
};

const { clipboard, nativeImage } = electron;
/** Read through the module: naming the class would fail where there is none. */
const ItemOfTheWeb = (electron as { ClipboardItem?: typeof electron.ClipboardItem }).ClipboardItem;
const earlier = clipboard as unknown as EarlierClipboard;
const png = 'image/png';

/** The bytes of a format, none where the clipboard holds something else. */
export async function readClipboardFormat(format: string): Promise<Buffer> {
  if (!ItemOfTheWeb) return earlier.readBuffer(format);
  return (await readItem(`electron application/osclipboard;format="${format}"`)) ?? (await readItem(format)) ?? Buffer.alloc(0);
}

/** The picture on the clipboard as a PNG file's bytes; null where there is none. */
export async function readClipboardPng(): Promise<Buffer | null> {
  if (ItemOfTheWeb) return readItem(png);
  const image = earlier.readImage();
  return image.isEmpty() ? null : image.toPNG();
}

export async function writeClipboardPng(path: string): Promise<void> {
  if (!ItemOfTheWeb) return earlier.writeImage(nativeImage.createFromPath(path));
  const bytes = await readFile(path);
  await clipboard.write([new ItemOfTheWeb({ [png]: new Blob([bytes], { type: png }) })]);
}

export const readClipboardText = async (): Promise<string> => clipboard.readText();

export const writeClipboardText = async (text: string): Promise<void> => clipboard.writeText(text);

async function readItem(type: string): Promise<Buffer | null> {
  for (const item of await clipboard.read()) {
    const data = await item.getType(type).catch(() => null);
    if (data instanceof Blob) return Buffer.from(await data.arrayBuffer());
  }
  return null;
}
