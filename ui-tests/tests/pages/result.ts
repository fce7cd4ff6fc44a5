import { expect, type Locator, type Page } from '@playwright/test';

/** Kinds of finding by the name of their chip. */
export type Chip = 'All' | 'New' | 'Silent' | 'Beacons' | 'Trends' | 'Outliers' | 'Change points';

/** Longest wait for a result on a busy machine, in milliseconds. */
const RESULT = 45_000;

/** A result: a tab of the main area, or an output of a notebook. */
export class Result {
  constructor(readonly root: Locator) {
    this.page = root.page();
    this.title = root.getByRole('heading', { level: 1 });
    this.badge = root.locator('.jp-SecurityLake-badge');
    this.scope = root.locator('.jp-SecurityLake-Result-scope');
    this.verdict = root.locator('.jp-SecurityLake-Result-verdict');
    this.list = root.getByRole('listbox', { name: 'Findings' });
    this.rows = this.list.getByRole('option');
    this.headings = this.list.locator('.jp-SecurityLake-Result-heading');
    this.search = root.getByRole('searchbox', { name: 'Filter keys' });
    this.finding = root.getByRole('region', { name: 'Finding' });
    this.sentence = this.finding.locator('.jp-SecurityLake-sentence');
    this.chart = this.finding.locator('.jp-SecurityLake-chart');
    this.sql = this.finding.getByRole('region', { name: 'Investigation SQL' });
    this.outcome = this.finding.locator('.jp-SecurityLake-proof-outcome');
    this.events = this.finding.getByRole('region', { name: 'Events' });
    this.failure = root.locator('.jp-SecurityLake-failure');
    this.stages = root.getByRole('region', { name: 'Run' });
  }

  /** The result tab that is in front. */
  static tab(page: Page): Result {
    return new Result(page.locator('.jp-SecurityLake-Result:not(.jp-OutputArea *):visible'));
  }

  /** The result in the output of the notebook that is in front. */
  static output(page: Page): Result {
    return new Result(
      page.locator('.jp-NotebookPanel:visible .jp-OutputArea .jp-SecurityLake-Result')
    );
  }

  /** Waits until a run is over and the list is there. */
  async ready(): Promise<void> {
    await expect(this.list).toBeVisible({ timeout: RESULT });
    await expect(this.stages).toHaveCount(0, { timeout: RESULT });
  }

  chip(name: Chip): Locator {
    return this.root
      .getByRole('radiogroup', { name: 'Kind of finding' })
      .getByRole('radio', { name: new RegExp(`^${name} `) });
  }

  /** The number that a chip says. */
  async count(name: Chip): Promise<number> {
    const text = await this.chip(name).innerText();
    return Number(text.replace(/\D/g, ''));
  }

  async show(name: Chip): Promise<void> {
    await this.chip(name).click();
    await expect(this.chip(name)).toBeChecked();
  }

  /** Rows whose key, kind or time holds a text. */
  row(text: string | RegExp): Locator {
    return this.rows.filter({ hasText: text });
  }

  /** Chooses the first row that holds a text and waits for its chart. */
  async choose(text: string | RegExp): Promise<void> {
    const row = this.row(text).first();
    await row.click();
    await expect(row).toHaveAttribute('aria-selected', 'true');
  }

  /** Waits for the drawn chart. */
  async drawn(): Promise<void> {
    await expect(this.chart.locator('svg.main-svg').first()).toBeVisible({ timeout: RESULT });
    await expect(this.chart.locator('.trace path.js-line').first()).toBeAttached();
  }

  button(name: string): Locator {
    return this.root.getByRole('button', { name, exact: true });
  }

  /** The lines of the SQL that the editor shows without scrolling. */
  async sqlText(): Promise<string> {
    const lines = await this.sql.locator('.cm-line').allInnerTexts();
    return lines.join('\n').replace(/\u200b/g, '');
  }

  readonly page: Page;
  readonly title: Locator;
  readonly badge: Locator;
  readonly scope: Locator;
  readonly verdict: Locator;
  readonly list: Locator;
  readonly rows: Locator;
  readonly headings: Locator;
  readonly search: Locator;
  readonly finding: Locator;
  readonly sentence: Locator;
  readonly chart: Locator;
  readonly sql: Locator;
  readonly outcome: Locator;
  readonly events: Locator;
  readonly failure: Locator;
  readonly stages: Locator;
}
