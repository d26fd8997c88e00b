/** @file The window as a test sees it: what a user can do there and what stands there. */
import type { ElectronApplication, Locator, Page } from '@playwright/test';

export class Editor {
  constructor(
    readonly application: ElectronApplication,
    readonly page: Page,
  ) {}

  readonly canvas = (): Locator => this.page.getByRole('application', { name: /^Canvas/ });
  readonly runButton = (): Locator => this.page.getByRole('button', { name: /^Run/ });
  readonly cancelButton = (): Locator => this.page.getByRole('button', { name: 'Cancel', exact: true });
  readonly saveButton = (): Locator => this.page.getByRole('button', { name: 'Save as…' });
  readonly split = (): Locator => this.page.getByRole('slider', { name: 'Before and after' });
  readonly done = (): Locator => this.page.getByText(/^Done in/);
  readonly pictures = (): Locator => this.page.getByRole('listbox', { name: 'Pictures' }).getByRole('option');
  readonly picture = (name: string): Locator => this.page.getByRole('option', { name: new RegExp(`^${escaped(name)},`) });

  /** Drops files as the desktop does: a real path reaches the page only through the browser's own input. */
  async drop(paths: readonly string[]): Promise<void> {
    const client = await this.page.context().newCDPSession(this.page);
    const data = { items: [], files: [...paths], dragOperationsMask: 1 };
    for (const type of ['dragEnter', 'dragOver', 'drop'] as const) await client.send('Input.dispatchDragEvent', { type, x: 300, y: 300, data });
    await client.detach();
  }

  async choose(model: string, scale = '2×'): Promise<void> {
    await this.page.getByRole('radio', { name: model, exact: true }).check();
    await this.page.getByRole('radio', { name: scale, exact: true }).check();
  }

  async answerOpenDialog(filePaths: readonly string[]): Promise<void> {
    await this.application.evaluate(({ dialog }, paths) => {
      dialog.showOpenDialog = () => Promise.resolve({ canceled: paths.length === 0, filePaths: [...paths] });
    }, filePaths);
  }

  /** The save dialog answers with `path`; null closes it. Records what it was asked. */
  async answerSaveDialog(path: string | null): Promise<void> {
    await this.application.evaluate(({ dialog }, filePath) => {
      const asked = globalThis as { saveDialogAsked?: string };
      dialog.showSaveDialog = ((_window: unknown, options: { defaultPath?: string }) => {
        asked.saveDialogAsked = options.defaultPath ?? '';
        return Promise.resolve({ canceled: filePath === null, filePath: filePath ?? '' });
      }) as typeof dialog.showSaveDialog;
    }, path);
  }

  proposedPath(): Promise<string | undefined> {
    return this.application.evaluate(() => (globalThis as { saveDialogAsked?: string }).saveDialogAsked);
  }

  /** Message boxes answer with the button of this index; gives the texts that were shown so far. */
  async answerMessageBoxes(response: number): Promise<void> {
    await this.application.evaluate(({ dialog }, index) => {
      const shown = globalThis as { messages?: string[] };
      dialog.showMessageBox = ((_window: unknown, options: { message: string }) => {
        (shown.messages ??= []).push(options.message);
        return Promise.resolve({ response: index, checkboxChecked: false });
      }) as typeof dialog.showMessageBox;
    }, response);
  }

  messagesShown(): Promise<string[]> {
    return this.application.evaluate(() => (globalThis as { messages?: string[] }).messages ?? []);
  }

  /** As the window's own close button does. */
  async requestClose(): Promise<void> {
    await this.application.evaluate(({ BrowserWindow }) => {
      BrowserWindow.getAllWindows()[0]?.close();
    });
  }

  /** Colour of the canvas at a point, in CSS pixels from its top left corner. */
  colourAt(x: number, y: number): Promise<number[]> {
    return this.canvas().evaluate((canvas, [left, top]) => {
      const context = (canvas as HTMLCanvasElement).getContext('2d')!;
      return [...context.getImageData(left! * devicePixelRatio, top! * devicePixelRatio, 1, 1).data];
    }, [x, y]);
  }
}

const escaped = (text: string) => text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
