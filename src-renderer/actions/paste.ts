/** @file Ctrl+V outside a text field: files or a picture of another program. Renderer. */
import { call, pathsOf } from '../api/bridge.ts';
import { failureSentence } from '../failure-words.ts';
import { useView } from '../stores/view.ts';
import { takeIn } from './pictures.ts';

/** Files that the window is given are opened; everything else main reads from the clipboard itself. */
export async function pasteInto(data: DataTransfer | null): Promise<void> {
  const paths = data ? pathsOf(data.files) : [];
  if (paths.length > 0) return takeIn(await call('picture:open', { paths }));
  const pasted = await call('clipboard:paste');
  if (!pasted.ok) useView.getState().notify({ tone: 'bad', text: failureSentence(pasted.error) });
}
