import { bounds, fromClause, type ISpan } from './bounds';
import { CompileError } from './compile-error';
import type { IBranch, IQueryModel } from './model';
import { keyColumns } from './series-rows';
import { empty, int, join, name, sql, text } from './template';
import type { IBucketSpan, ISql, KeyTuple } from './types';

/**
 * The moments of a span of buckets. A bucket that the end of the analysed range cuts (the last one, which isn't over)
 * ends there too, or rows that came later would not agree with the series. Buckets before the range had expired when it
 * was read.
 */
export function spanOf(span: IBucketSpan, model: IQueryModel): ISpan {
  const { from: start, to: end } = model.range;
  const from = span.first * span.bucketMs;
  const to = span.end * span.bucketMs;
  return {
    from: from < start && start < to ? start : from,
    to: from < end && end < to ? end : to
  };
}

/**
 * The same of a span that is counted anew.
 *
 * @throws CompileError when rows of it have expired since, so that they would be counted as none.
 */
export function wholeSpanOf(buckets: IBucketSpan, model: IQueryModel): ISpan {
  const span = spanOf(buckets, model);
  if (span.from < (model.edge ?? -Infinity)) {
    throw new CompileError(
      'It cannot be counted anew: rows of then have expired in the lake since.',
      'range'
    );
  }
  return span;
}

/**
 * The rows of a question as one table expression: a SELECT for each table, put together by UNION ALL. `columns` says
 * what each takes; `more` adds predicates, such as the keys of one series.
 */
export function rows(
  model: IQueryModel,
  span: ISpan,
  columns: (branch: IBranch) => ISql[],
  more: (branch: IBranch) => ISql[] = () => []
): ISql {
  return join(
    model.branches.map(branch => {
      const { from, cut } = fromClause(branch, model);
      const where = [...bounds(branch, span, model), ...cut, ...branch.predicates, ...more(branch)];
      return sql`
        SELECT
          ${join(columns(branch), ',\n')}
        FROM ${from}
        WHERE ${join(where, '\nAND ')}`;
    }),
    '\nUNION ALL\n'
  );
}

/** `… AS k1`, `… AS k2`. */
export function keySelect(branch: IBranch): ISql[] {
  return branch.keys.map((key, i) => sql`${key} AS ${name(`k${i + 1}`)}`);
}

/** `time / 3600000 AS bucket`. */
export function bucketSelect(branch: IBranch, bucketMs: number): ISql {
  return sql`${branch.millis} / ${int(bucketMs)} AS bucket`;
}

/** `… AS m`, when the measure reads anything. */
export function measureSelect(branch: IBranch): ISql[] {
  return branch.value ? [sql`${branch.value} AS m`] : [];
}

/** `k1, k2`. */
export function keyNames(model: IQueryModel): ISql[] {
  return keyColumns(model.question.keys.length).map(name);
}

/**
 * Predicates of one series: NULL and '' are two keys. No keys at all means all series together.
 *
 * @throws CompileError when there are keys, but not as many as the question has.
 */
export function keyPredicates(branch: IBranch, keys: KeyTuple): ISql[] {
  if (keys.length === 0) {
    return [];
  }
  if (keys.length !== branch.keys.length) {
    throw new CompileError(
      `A series of this question has ${branch.keys.length} keys, not ${keys.length}.`,
      'keys'
    );
  }
  return branch.keys.map((key, i) => {
    const value = keys[i];
    return value === null ? sql`${key} IS NULL` : sql`${key} = ${text(value)}`;
  });
}

/** Aggregate of the measure over rows that have `m` (see `measureSelect`). */
export function aggregate(model: IQueryModel): ISql {
  switch (model.question.measure.kind) {
    case 'count':
      return sql`count(*)`;
    case 'distinct':
      return sql`count(DISTINCT m)`;
    case 'sum':
      return sql`coalesce(sum(m), 0)`;
    case 'ratio':
      return sql`CAST(count_if(m) AS double) / count(*)`;
  }
}

/** LIMIT line, or nothing for an infinite limit. */
export function limitClause(limit: number): ISql {
  return Number.isFinite(limit) ? sql`LIMIT ${int(Math.max(1, Math.floor(limit)))}` : empty;
}
