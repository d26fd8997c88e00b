/** @file The Batch screen as a test sees it: what a user can do there and what stands there. */
import type { Locator, Page } from '@playwright/test';
import type { Editor } from './editor.ts';

export class BatchScreen {
  private readonly page: Page;

  constructor(readonly editor: Editor) {
    this.page = editor.page;
  }

  readonly setup = (): Locator => this.page.getByRole('region', { name: 'New batch' });
  readonly sources = (): Locator => this.setup().getByRole('list', { name: 'Folders and pictures of the batch' }).getByRole('listitem');
  readonly start = (): Locator => this.setup().getByRole('button', { name: 'Start' });
  /** The batch that is shown. */
  readonly shown = (): Locator => this.page.getByRole('region', { name: /^Batch / });
  readonly item = (name: string): Locator => this.shown().getByRole('option', { name: new RegExp(`^${name.replaceAll('.', String.raw`\.`)}[ ,]`) });
  readonly items = (): Locator => this.shown().getByRole('listbox', { name: 'Files of this batch' });
  readonly watch = (): Locator => this.shown().getByRole('checkbox', { name: 'Watch the folders for new pictures' });
  readonly batches = (): Locator => this.page.getByRole('list', { name: 'Batches in their order' }).getByRole('listitem');

  async open(): Promise<void> {
    await this.page.getByRole('button', { name: 'Batch', exact: true }).click();
  }

  async addFolder(path: string): Promise<void> {
    await this.editor.answerOpenDialog([path]);
    await this.setup().getByRole('button', { name: 'Add folders…' }).click();
    await this.sources().filter({ hasText: path.slice(-10) }).waitFor();
  }

  async chooseOutput(folder: string): Promise<void> {
    await this.editor.answerOpenDialog([folder]);
    await this.setup().getByRole('button', { name: 'Choose…' }).click();
    // Another answer must not come before this question.
    await this.setup().getByTitle(folder, { exact: true }).waitFor();
  }

  /** Takes the steps of the picture that is shown. */
  async useOnFolder(): Promise<void> {
    await this.page.getByRole('button', { name: 'Use on a folder…' }).click();
    await this.setup().waitFor();
  }
}
