import { expect, type Locator, type Page } from '@playwright/test';

/** A person's choices in the form; what is left out stays as it is. */
export interface IAsking {
  table?: string;
  question?: string;
  days?: 7 | 30 | 90;
  /** `YYYY-MM-DD`, both included. */
  dates?: { from: string; to: string };
  grain?: 'Auto' | 'Hour' | 'Day';
}

/** The Security Lake sidebar. */
export class AskPanel {
  constructor(readonly page: Page) {
    this.root = page.locator('#jp-SecurityLake-panel');
    this.tab = page.locator('.jp-SideBar .lm-TabBar-tab[data-id="jp-SecurityLake-panel"]');
    this.connection = this.root.getByRole('status', { name: 'Connection' });
    this.table = this.root.getByRole('combobox', { name: 'Table' });
    this.question = this.root.getByRole('combobox', { name: 'Question' });
    this.from = this.root.getByLabel('From', { exact: true });
    this.to = this.root.getByLabel('To, included');
    this.range = this.root.getByTestId('resolved-range');
    this.runButton = this.root.getByRole('button', { name: 'Run', exact: true });
    this.problem = this.root.getByRole('alert');
    this.recent = this.root.getByRole('region', { name: 'Recent' });
  }

  /** Shows the panel and waits until the lake is listed. */
  async open(): Promise<void> {
    await expect(this.tab).toBeVisible();
    if (!(await this.root.isVisible())) {
      await this.tab.click();
    }
    await expect(this.table).toHaveValue(/ · v\d/);
  }

  /** The list of a combobox while it is open. */
  list(name: string): Locator {
    return this.root.getByRole('listbox', { name });
  }

  /** Types into a combobox and takes the first option that matches. */
  async choose(name: 'Table' | 'Question', text: string): Promise<void> {
    const box = name === 'Table' ? this.table : this.question;
    if ((await box.inputValue()) === text) {
      return;
    }
    await box.click();
    await box.fill(text);
    await this.list(name).getByRole('option', { name: text }).first().click();
    await expect(box).toHaveValue(text);
  }

  /** A radio button of a row of exclusive choices. */
  segment(group: string, name: string): Locator {
    return this.root.getByRole('group', { name: group }).getByRole('radio', { name, exact: true });
  }

  /** Presses a choice of a row of exclusive choices. */
  async press(group: string, name: string): Promise<void> {
    await this.root
      .getByRole('group', { name: group })
      .locator('label')
      .filter({ hasText: new RegExp(`^${name}$`) })
      .click();
  }

  /** Fills in the form. */
  async ask({ table, question, days, dates, grain }: IAsking): Promise<void> {
    if (table) {
      await this.choose('Table', table);
    }
    if (question) {
      await this.choose('Question', question);
    }
    if (days) {
      await this.press('When (UTC)', `${days} d`);
    }
    if (dates) {
      await this.press('When (UTC)', 'Custom');
      await this.from.fill(dates.from);
      await this.to.fill(dates.to);
    }
    if (grain) {
      await this.press('Grain', grain);
    }
  }

  /** Opens or closes a folded part of the form. */
  fold(title: string): Locator {
    return this.root.locator('.jp-SecurityLake-foldHead', { hasText: title });
  }

  /** Groups by one more field; the fold must be open. */
  async addKey(field: string): Promise<void> {
    const box = this.root.getByRole('combobox', { name: 'Group by also' });
    await box.click();
    await box.fill(field);
    await this.list('Group by also').getByRole('option', { name: field, exact: true }).click();
  }

  /** Stops grouping by a field; the fold must be open. */
  async removeKey(field: string): Promise<void> {
    await this.root.getByRole('button', { name: `Don’t group by ${field}` }).click();
  }

  async run(): Promise<void> {
    await expect(this.runButton).toBeEnabled();
    await this.runButton.click();
  }

  readonly root: Locator;
  readonly tab: Locator;
  readonly connection: Locator;
  readonly table: Locator;
  readonly question: Locator;
  readonly from: Locator;
  readonly to: Locator;
  /** The range and grain in words, as they will be asked for. */
  readonly range: Locator;
  readonly runButton: Locator;
  readonly problem: Locator;
  readonly recent: Locator;
}
