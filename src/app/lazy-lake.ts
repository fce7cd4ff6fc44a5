import { Signal, type ISignal } from '@lumino/signaling';

import type { ICost } from '../analysis/cost';
import type { IHeldDays } from '../analysis/coverage';
import type { IResultDocument } from '../analysis/document';
import type { IFreshness } from '../analysis/freshness';
import type { IKeptUsage } from '../analysis/kept-days';
import type { IAnalysisSpec } from '../analysis/spec';
import type { IPlan, IRunProgress, IServerConfig, ITableListing } from '../analysis/types';
import { Spending } from '../athena/spending';
import type { ILakeTable } from '../lake/types';
import type { IStatement } from '../sql/types';
import type { IQueryOptions, IQueryRows, IRunOptions, ISecurityLake } from '../tokens';

const NOTHING_KEPT: IKeptUsage = { days: 0, bytes: 0, maxBytes: 0 };

/**
 * The lake, loaded when it is first asked: planner, SQL and transport are no part of JupyterLab's start. A chunk that
 * can't be fetched fails the call, and the next call tries again.
 */
export class LazyLake implements ISecurityLake {
  /** @param _create - Loads and makes the real one, which sums its receipts in `spending`. */
  constructor(private readonly _create: (spending: Spending) => Promise<ISecurityLake>) {}

  readonly spending = new Spending();

  get changed(): ISignal<this, void> {
    return this._changed;
  }

  async load(): Promise<void> {
    await this._get();
  }

  async config(): Promise<IServerConfig> {
    return (await this._get()).config();
  }

  async tables(): Promise<ITableListing> {
    return (await this._get()).tables();
  }

  prepare(): void {
    this._lake?.prepare?.();
  }

  refresh(): void {
    if (this._lake) {
      this._lake.refresh();
    } else {
      this._changed.emit();
    }
  }

  plan(spec: IAnalysisSpec, tables: ILakeTable[], range?: { from: number; to: number }): IPlan {
    if (!this._lake) {
      throw new Error('The lake is planned with before it was loaded.');
    }
    return this._lake.plan(spec, tables, range);
  }

  async cost(spec: IAnalysisSpec): Promise<ICost> {
    const lake = await this._get();
    if (!lake.cost) {
      throw new Error('This lake knows of no cost.');
    }
    return lake.cost(spec);
  }

  async heldDays(spec: IAnalysisSpec, options?: IRunOptions<never>): Promise<IHeldDays> {
    const lake = await this._get();
    if (!lake.heldDays) {
      throw new Error('This lake cannot say on which days it has rows.');
    }
    return lake.heldDays(spec, options);
  }

  async freshness(spec: IAnalysisSpec): Promise<IFreshness> {
    const lake = await this._get();
    if (!lake.freshness) {
      throw new Error('This lake can not be asked for its rows.');
    }
    return lake.freshness(spec);
  }

  async keptUsage(): Promise<IKeptUsage> {
    return (await this._get()).keptUsage?.() ?? NOTHING_KEPT;
  }

  async forgetDays(): Promise<IKeptUsage> {
    return (await this._get()).forgetDays?.() ?? NOTHING_KEPT;
  }

  async run(spec: IAnalysisSpec, options?: IRunOptions<IRunProgress>): Promise<IResultDocument> {
    return (await this._get()).run(spec, options);
  }

  async query(statement: IStatement, options?: IQueryOptions): Promise<IQueryRows> {
    return (await this._get()).query(statement, options);
  }

  private _get(): Promise<ISecurityLake> {
    this._loading ??= this._create(this.spending).then(
      lake => {
        this._lake = lake;
        lake.changed.connect(this._onChanged, this);
        return lake;
      },
      reason => {
        this._loading = null;
        throw reason;
      }
    );
    return this._loading;
  }

  private _onChanged(): void {
    this._changed.emit();
  }

  private readonly _changed = new Signal<this, void>(this);
  private _lake: ISecurityLake | null = null;
  private _loading: Promise<ISecurityLake> | null = null;
}
