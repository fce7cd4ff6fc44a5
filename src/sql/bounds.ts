import { DAY_MS, eventDay, timestampText } from '../lake/time';
import { CompileError } from './compile-error';
import { tableName, type IBranch, type IQueryModel } from './model';
import { expression } from './expressions';
import { int, join, path, sql, text, timestamp } from './template';
import type { ISql } from './types';

/** Half-open, epoch milliseconds. */
export interface ISpan {
  from: number;
  to: number;
}

/**
 * Predicates that hold a branch to a span: one on the bare partition column, so that files outside are never read, and
 * one on the time that decides the bucket, which is exact.
 *
 * Version 1 reads one event day more on each side, since a row may lie in a neighbouring partition. Version 2 bounds
 * `time_dt` exactly; a row without `time_dt` (the column is nullable, no sample has one) is in no statement, so that
 * all statements agree. A question bucketed by another time (a finding's creation) reads from a day before the span up
 * to now, since an update is never before its creation.
 *
 * Nothing before the lake's retention is read. A neighbouring partition of version 1 may be: it lists its files as they
 * are at that moment, so one whose files have expired is empty, not broken.
 */
export function bounds(branch: IBranch, asked: ISpan, model: IQueryModel): ISql[] {
  if (!(asked.from < asked.to)) {
    throw new CompileError('The end of the range is not after its start.', 'range');
  }
  const edge = model.edge ?? -Infinity;
  if (asked.to <= edge) {
    throw new CompileError(
      `The lake keeps no rows of then any more, only from ${timestampText(edge).slice(0, 10)} on.`,
      'range'
    );
  }
  const span = { from: Math.max(asked.from, edge), to: asked.to };
  const read = branch.otherTime
    ? {
        from: Math.max(span.from - DAY_MS, edge),
        to: Math.max(span.to, Math.ceil(model.now / DAY_MS) * DAY_MS)
      }
    : span;
  const parts = pruning(branch, read);
  const bare = branch.otherTime === null ? bareTimestamp(branch) : null;
  if (bare !== null) {
    // The bucket comes from a timestamp: its own range is exact and prunes, an expression over it would not.
    return parts.length > 0 && bare === 'time_dt'
      ? parts
      : [...parts, ...timestampRange(bare, span)];
  }
  if (branch.otherTime && branch.time.partition === null) {
    parts.push(...range(expression(branch.time.millis), read));
  }
  return [...parts, ...range(branch.millis, span)];
}

function pruning(branch: IBranch, read: ISpan): ISql[] {
  switch (branch.time.partition) {
    case 'eventday':
      return [
        sql`eventday BETWEEN ${text(eventDay(read.from - DAY_MS))} AND ${text(eventDay(read.to - 1 + DAY_MS))}`
      ];
    case 'time_dt':
      return timestampRange('time_dt', read);
    case null:
      return [];
  }
}

function range(millis: ISql, span: ISpan): ISql[] {
  return [sql`${millis} >= ${int(span.from)}`, sql`${millis} < ${int(span.to)}`];
}

function timestampRange(column: string, span: ISpan): ISql[] {
  return [
    sql`${path(column)} >= ${timestamp(span.from)}`,
    sql`${path(column)} < ${timestamp(span.to)}`
  ];
}

function bareTimestamp(branch: IBranch): string | null {
  const source = branch.time.millis;
  return source.from === 'millis' && source.of.from === 'path' ? source.of.path : null;
}

/** FROM of a branch, and the predicate that keeps versions 1 and 2 of one source from counting an event twice. */
export function fromClause(branch: IBranch, model: IQueryModel): { from: ISql; cut: ISql[] } {
  const from = tableName(branch.table);
  const others = model.branches.filter(
    other =>
      other.table.source === branch.table.source && other.table.region === branch.table.region
  );
  const newer = others.filter(other => other.table.version === 2);
  if (
    branch.table.version === 2 &&
    model.cutOver !== null &&
    others.some(o => o.table.version === 1)
  ) {
    return { from, cut: [sql`${expression(branch.time.millis)} >= ${int(model.cutOver)}`] };
  }
  if (branch.table.version !== 1 || newer.length === 0) {
    return { from, cut: [] };
  }
  if (model.cutOver !== null) {
    return { from, cut: [sql`${expression(branch.time.millis)} < ${int(model.cutOver)}`] };
  }
  const first = newer[0];
  const millis = expression(first.time.millis);
  const within = join(
    bounds({ ...first, otherTime: null, millis }, readRange(first, model), model),
    '\nAND '
  );
  return {
    from: sql`
      ${from}
      LEFT JOIN (
        SELECT accountid AS cut_account, region AS cut_region, min(${millis}) AS cut_time
        FROM ${tableName(first.table)}
        WHERE ${within}
        GROUP BY accountid, region
      ) AS cut
        ON accountid = cut_account AND region = cut_region`,
    cut: [sql`(cut_time IS NULL OR ${expression(branch.time.millis)} < cut_time)`]
  };
}

/** The whole range of the analysis, so that a bucket's statement finds the same cut-over as the series statement. */
function readRange(branch: IBranch, model: IQueryModel): ISpan {
  return branch.otherTime
    ? {
        from: model.range.from - DAY_MS,
        to: Math.max(model.range.to, Math.ceil(model.now / DAY_MS) * DAY_MS)
      }
    : model.range;
}
