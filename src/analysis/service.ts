import type { ServerConnection } from '@jupyterlab/services';
import { Signal } from '@lumino/signaling';
import type { ISignal } from '@lumino/signaling';

import { catalogSource } from '../athena/catalog-source';
import { Connection } from '../athena/connection';
import { runToken } from '../athena/client';
import { abortError, AthenaError } from '../athena/errors';
import { serverSend } from '../athena/send';
import type { Send } from '../athena/send';
import { Spending } from '../athena/spending';
import { listTables } from '../lake/list';
import type { ILakeTable } from '../lake/types';
import type { IStatement } from '../sql/types';
import type { IQueryOptions, IQueryRows, IRunOptions, ISecurityLake } from '../tokens';
import { costOf, costOfParts } from './cost';
import type { ICost } from './cost';
import { DetectorClient, spawnWorker } from './detector-client';
import { findDays, lookBack } from './coverage';
import type { IHeldDays } from './coverage';
import { daysIn } from './day-plan';
import type { IResultDocument } from './document';
import { freshnessOf } from './freshness';
import type { IFreshness } from './freshness';
import { KeptDays } from './kept-days';
import type { IKeptUsage } from './kept-days';
import { planAnalysis } from './plan';
import { runAnalysis } from './run';
import { ScanMemory } from './scans';
import type { IAnalysisSpec } from './spec';
import type { IPlan, IRunProgress, IServerConfig, ITableListing } from './types';
import { WarmWorker } from './warm-worker';

/** Rows of one statement that are kept unless more are asked for. */
const LIMIT = 1000;
/** Rows of a first page that somebody waits for, its header included: a few screens, in some tens of kilobytes. */
const FIRST_ROWS = 51;

/** The way from a spec to a result over the Jupyter server. */
export class SecurityLake implements ISecurityLake {
  constructor(options: SecurityLake.IOptions) {
    const { send, serverSettings } = options;
    this._now = options.now ?? Date.now;
    this._connection =
      options.connection ??
      new Connection(send ?? serverSend(serverSettings!), async () => (await this.config()).region);
    this._detectors = options.detectors ?? (() => new DetectorClient(() => this._worker.take()));
    this.spending = options.spending ?? new Spending();
    this._scans = options.scans ?? new ScanMemory();
    this._keepsDays = options.keepsDays ?? (() => true);
    this._confirm = options.confirm ?? (async () => true);
    const { queries } = this._connection;
    queries.tariff = async () => {
      const { region, price = null } = await this.config();
      return { region, price };
    };
    queries.onReceipt = receipt => this.spending.add(receipt);
  }

  readonly spending: Spending;

  get changed(): ISignal<this, void> {
    return this._changed;
  }

  config(): Promise<IServerConfig> {
    if (!this._config) {
      const asked = this._connection.getJson<IServerConfig>('config');
      this._config = asked;
      asked.then(
        ({ retentionDays }) => (this._retentionDays = retentionDays),
        // An answer that failed is asked for again the next time.
        () => (this._config = this._config === asked ? null : this._config)
      );
    }
    return this._config;
  }

  tables(): Promise<ITableListing> {
    if (!this._tables) {
      const asked = this._list();
      this._tables = asked;
      asked.catch(() => (this._tables = this._tables === asked ? null : this._tables));
    }
    return this._tables;
  }

  prepare(): void {
    this._worker.prepare();
  }

  refresh(): void {
    this._config = null;
    this._tables = null;
    this._changed.emit();
  }

  plan(spec: IAnalysisSpec, tables: ILakeTable[], range?: { from: number; to: number }): IPlan {
    const retentionDays = this._retentionDays;
    return planAnalysis(spec, tables, {
      now: this._now(),
      retentionDays,
      ...(range ? { range } : {})
    });
  }

  async cost(spec: IAnalysisSpec): Promise<ICost> {
    const [config, { tables }] = await Promise.all([this.config(), this.tables()]);
    const now = this._now();
    const plan = planAnalysis(spec, tables, { now, retentionDays: config.retentionDays });
    return costOf(plan, config, this._scans, await this._kept(), now);
  }

  async heldDays(spec: IAnalysisSpec, { signal }: IRunOptions<never> = {}): Promise<IHeldDays> {
    const [config, { tables }] = await Promise.all([this.config(), this.tables()]);
    const now = this._now();
    const plan = planAnalysis(spec, tables, { now, retentionDays: config.retentionDays });
    const span = lookBack(config, now);
    const days = daysIn([span]);
    const parts = plan.tables.map(table => ({ sql: plan.days(table, span).sql, days }));
    if (!(await this._confirm(await costOfParts(parts, config, this._scans)))) {
      throw abortError();
    }
    const queries = this._connection.queries;
    const found = await findDays(plan, queries, span, { token: runToken(), signal });
    for (const { sql, scannedBytes } of found.receipts) {
      void this._scans.note(config, sql, days, scannedBytes);
    }
    return { looked: found.looked, days: found.days };
  }

  async freshness(spec: IAnalysisSpec): Promise<IFreshness> {
    const [{ retentionDays }, { tables }] = await Promise.all([this.config(), this.tables()]);
    const plan = planAnalysis(spec, tables, { now: this._now(), retentionDays });
    return freshnessOf(plan, this._connection.queries);
  }

  async keptUsage(): Promise<IKeptUsage> {
    return this._connection.getJson('cache');
  }

  async forgetDays(): Promise<IKeptUsage> {
    const left = await this._connection.postJson<IKeptUsage>('cache', { action: 'clear' });
    this._changed.emit();
    return left;
  }

  run(spec: IAnalysisSpec, options: IRunOptions<IRunProgress> = {}): Promise<IResultDocument> {
    const run = runAnalysis(
      spec,
      {
        config: () => this.config(),
        tables: () => this.tables(),
        queries: this._connection.queries,
        detectors: this._detectors,
        now: this._now,
        approve: async plan => {
          const [config, kept] = await Promise.all([this.config(), this._kept()]);
          const cost = await costOf(plan, config, this._scans, kept, this._now());
          if (!(await this._confirm(cost))) {
            throw abortError();
          }
        },
        kept: () => this._kept(),
        scanned: (sql, days, bytes) => {
          void this.config().then(config => this._scans.note(config, sql, days, bytes));
        }
      },
      options
    );
    // What it read, and the days that are kept by it, are known only now.
    const remind = (): void => this.spending.remind();
    run.then(remind, remind);
    return run;
  }

  async query(
    statement: IStatement,
    { signal, onProgress, limit = LIMIT, onFirst }: IQueryOptions = {}
  ): Promise<IQueryRows> {
    const rows: (string | null)[][] = [];
    const { receipt, columns } = await this._connection.queries.run(statement, {
      signal,
      onProgress,
      ...(onFirst ? { firstRows: FIRST_ROWS } : {}),
      onPage: page => {
        rows.push(...page.rows);
        if (rows.length === page.rows.length) {
          onFirst?.({ columns: page.columns, rows: page.rows.slice(0, limit) });
        }
        return rows.length <= limit;
      }
    });
    const truncated = rows.length > limit;
    return { columns, rows: truncated ? rows.slice(0, limit) : rows, truncated, receipt };
  }

  /** One for all runs, so that a run sees what the one before it paid for. */
  private async _kept(): Promise<KeptDays | null> {
    const { cache } = await this.config();
    if (!cache?.on || !this._keepsDays()) {
      return null;
    }
    if (this._keptDays?.marginHours !== cache.marginHours) {
      this._keptDays = new KeptDays(
        (body, signal) => this._connection.postJson('cache', body, signal),
        cache.marginHours
      );
    }
    return this._keptDays;
  }

  private async _list(): Promise<ITableListing> {
    const { catalog, databases, ready, reason } = await this.config();
    if (!ready) {
      throw AthenaError.from({ from: 'call', name: 'BackEndNotReadyException', text: reason });
    }
    return listTables(catalogSource(this._connection), { catalog, databases });
  }

  private readonly _now: () => number;
  private readonly _connection: Connection;
  private _keptDays: KeptDays | null = null;
  private readonly _keepsDays: () => boolean;
  private readonly _scans: ScanMemory;
  private readonly _confirm: (cost: ICost) => Promise<boolean>;
  private readonly _worker = new WarmWorker(spawnWorker);
  private readonly _detectors: () => DetectorClient;
  private _config: Promise<IServerConfig> | null = null;
  /** What the server said last. */
  private _retentionDays: number | undefined = undefined;
  private _tables: Promise<ITableListing> | null = null;
  private readonly _changed = new Signal<this, void>(this);
}

export namespace SecurityLake {
  export interface IOptions {
    /** Base URL, token and cookies as JupyterLab has them. */
    serverSettings?: ServerConnection.ISettings;
    /** Instead of `serverSettings`: another way to the routes. */
    send?: Send;
    /** Instead of both: a connection with its own clock. */
    connection?: Connection;
    detectors?: () => DetectorClient;
    /** Where receipts are summed. */
    spending?: Spending;
    /** What earlier queries read. */
    scans?: ScanMemory;
    /** Whether this person wants closed days kept, where the server keeps them. */
    keepsDays?: () => boolean;
    /** Says whether a run may be started that costs so much; all may when nobody is asked. */
    confirm?: (cost: ICost) => Promise<boolean>;
    /** Epoch milliseconds. */
    now?: () => number;
  }
}
