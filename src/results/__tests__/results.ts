import { nullTranslator } from '@jupyterlab/translation';
import { Signal } from '@lumino/signaling';

import { detailOf, explainOf, valuesOf } from '../../analysis/detail';
import type { IResultDocument } from '../../analysis/document';
import type { IRunProgress } from '../../analysis/types';
import type { IStatement } from '../../sql/types';
import { FakeLake } from '../../testing/fake-lake';
import { resultDocument } from '../../testing/result-document';
import type { INotebookExport, IQueryOptions, IQueryRows, IRunOptions } from '../../tokens';
import type { IResultEngine } from '../engine';
import { ResultModel } from '../model';

export const trans = nullTranslator.load('test');
export const DAY = 86_400_000;

/** A quiet series of so many days, the same every time. */
export function quiet(days: number, level: number): number[] {
  return Array.from({ length: days }, (_, i) => level + ((i * 7919) % 5) - 2);
}

/** Ninety days: a burst, a change of level, a climb, a quiet one. */
export function eventful(): IResultDocument {
  const burst = quiet(90, 20);
  burst[60] = 400;
  const step = quiet(90, 20).map((value, i) => (i < 50 ? value : value + 60));
  const climb = quiet(90, 40).map((value, i) => value + i);
  return resultDocument({
    bucketMs: DAY,
    series: [
      { keys: ['arn:aws:iam::111122223333:role/ci-deploy'], values: burst },
      { keys: ['arn:aws:iam::111122223333:role/backup'], values: step },
      { keys: ['arn:aws:iam::111122223333:role/org-audit'], values: climb },
      { keys: ['calm'], values: quiet(90, 30) }
    ]
  });
}

/** A lake whose runs and queries the test answers. */
export class ScriptedLake extends FakeLake {
  readonly queries: IStatement[] = [];
  script: IQueryRows | Error | null = null;
  runOptions: IRunOptions<IRunProgress> = {};
  settle: { done: (document: IResultDocument) => void; fail: (error: unknown) => void } = {
    done: () => undefined,
    fail: () => undefined
  };

  override run(
    spec: IResultDocument['spec'],
    options: IRunOptions<IRunProgress> = {}
  ): Promise<IResultDocument> {
    this.runs.push(spec);
    this.runOptions = options;
    return new Promise((done, fail) => (this.settle = { done, fail }));
  }

  /** What a query gives before its answer. */
  first: Pick<IQueryRows, 'columns' | 'rows'> | null = null;

  override query(statement?: IStatement, { onFirst }: IQueryOptions = {}): Promise<IQueryRows> {
    if (statement) {
      this.queries.push(statement);
    }
    if (this.first) {
      onFirst?.(this.first);
    }
    const answer = this.script;
    return answer instanceof Error
      ? Promise.reject(answer)
      : answer
        ? Promise.resolve(answer)
        : new Promise(() => undefined);
  }
}

/** Rows as a lake answers them. */
export function answerOf(rows: (string | null)[][], truncated = false): IQueryRows {
  const [receipt] = eventful().receipts;
  const columns = (rows[0] ?? ['n']).map((_, i) => ({ name: `column ${i}`, type: 'varchar' }));
  return { columns, rows, truncated, receipt };
}

export class FakeNotebook implements INotebookExport {
  obstacle: string | null = null;
  readonly inserted: [string, string][] = [];
  readonly opened: IResultDocument[] = [];
  readonly changed = new Signal<this, void>(this);

  async insertSql(statement: IStatement, title: string): Promise<void> {
    this.inserted.push([statement.sql, title]);
  }

  async openInNotebook(document: IResultDocument): Promise<void> {
    this.opened.push(document);
  }
}

export const engine: IResultEngine = {
  values: valuesOf,
  detail: detailOf,
  explain: explainOf,
  redetect: null
};

/** A model over a scripted lake. */
export function modelOf(options: Partial<ResultModel.IOptions> = {}): {
  model: ResultModel;
  lake: ScriptedLake;
  notebook: FakeNotebook;
} {
  const lake = new ScriptedLake();
  const notebook = new FakeNotebook();
  const model = new ResultModel({ lake, notebook, trans, engine, ...options });
  return { model, lake, notebook };
}
