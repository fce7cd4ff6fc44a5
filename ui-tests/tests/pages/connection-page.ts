import type { Locator, Page } from '@playwright/test';

/** The page that checks the connection. */
export class ConnectionPage {
  constructor(page: Page) {
    this.root = page.locator('.jp-SecurityLake-connectionPage');
    this.standing = this.root.locator('.jp-SecurityLake-standing');
    this.steps = this.root.getByRole('list', { name: 'Steps' }).getByRole('listitem');
  }

  button(name: string): Locator {
    return this.root.getByRole('button', { name });
  }

  readonly root: Locator;
  /** How the check stands, in a sentence. */
  readonly standing: Locator;
  readonly steps: Locator;
}
