import { resolveField, whyNotField, type IResolvedField } from '../lake/fields';
import { timeModel, type ITimeModel } from '../lake/time';
import type { ILakeTable } from '../lake/types';
import type { IQuestion, Measure } from '../questions/types';
import { CompileError } from './compile-error';
import { condition } from './conditions';
import { expression, isNumeric, isText, keyExpression } from './expressions';
import { quoted, sql, text, join } from './template';
import type { ISql } from './types';

/** What one question over some tables and one range is made of. */
export interface IModelInput {
  tables: readonly ILakeTable[];
  question: Pick<IQuestion, 'keys' | 'measure' | 'filter' | 'time' | 'newTo'>;
  /** Epoch milliseconds, half-open. */
  range: { from: number; to: number };
  bucketMs: number;
  accounts: readonly string[];
  regions: readonly string[];
  /** Epoch milliseconds; bounds the partitions of questions that are bucketed by another time than the event's. */
  now: number;
  /** Column that says when something happened, of tables whose columns don't tell; null leaves it to them. */
  eventTime?: string | null;
  /** First moment that may be read (see `retentionEdge`); null or absent when rows are kept for ever. */
  edge?: number | null;
  /** Moment from which version 2 is read and before which version 1 is; null finds it per account and region. */
  cutOver: number | null;
}

/** One table's part of a question, compiled. */
export interface IBranch {
  table: ILakeTable;
  time: ITimeModel;
  /** Epoch milliseconds that decide the bucket. */
  millis: ISql;
  /** The field behind `millis` when it isn't the event's own time. */
  otherTime: IResolvedField | null;
  keys: ISql[];
  /** What the measure reads of a row; null for a count. */
  value: ISql | null;
  /** Question's filter, accounts and regions. */
  predicates: ISql[];
}

/** A compiled question: every statement kind is written from it, so all have the same predicates. */
export interface IQueryModel extends IModelInput {
  branches: IBranch[];
}

/**
 * Compiles a question for its tables.
 *
 * @throws CompileError naming the part that doesn't fit.
 */
export function compileModel(input: IModelInput): IQueryModel {
  if (input.tables.length === 0) {
    throw new CompileError('No table is chosen.', 'table');
  }
  return { ...input, branches: input.tables.map(table => branch(table, input)) };
}

function branch(table: ILakeTable, input: IModelInput): IBranch {
  const { question } = input;
  const time = timeModel(table, input.eventTime);
  if (!time) {
    throw new CompileError(
      input.eventTime
        ? `"${input.eventTime}" is no time of table ${table.name}: epoch milliseconds, a timestamp, or text in ISO 8601.`
        : `Table ${table.name} has no time column (time, time_dt), so nothing can be asked of it within bounds; choose one.`,
      'table'
    );
  }
  const otherTime = question.time ? field(table, question.time, 'question') : null;
  if (otherTime && otherTime.type !== 'bigint') {
    throw new CompileError(`"${question.time}" is not a time in epoch milliseconds.`, 'question');
  }
  return {
    table,
    time,
    millis: expression(
      (otherTime ?? time.millis) === time.millis ? time.millis : otherTime!.source
    ),
    otherTime,
    keys: question.keys.map(key => keyExpression(single(field(table, key, 'keys'), 'keys'))),
    value: measured(table, question.measure),
    predicates: [
      ...within(table, 'account', input.accounts),
      ...within(table, 'region', input.regions),
      ...question.filter.map(asked => condition(table, asked))
    ]
  };
}

function measured(table: ILakeTable, measure: Measure): ISql | null {
  switch (measure.kind) {
    case 'count':
      return null;
    case 'ratio': {
      const parts = measure.of.map(asked => condition(table, asked));
      return parts.length === 0 ? sql`true` : sql`coalesce(${join(parts, ' AND ')}, false)`;
    }
    case 'distinct': {
      const counted = single(field(table, measure.field, 'measure'), 'measure');
      // Both versions must agree on a type when their rows are put together.
      return keyExpression(counted);
    }
    case 'sum': {
      const summed = single(field(table, measure.field, 'measure'), 'measure');
      const value = expression(summed.source);
      if (/^(tinyint|smallint|int|integer)$/.test(summed.type)) {
        return sql`CAST(${value} AS bigint)`;
      }
      if (isNumeric(summed.type)) {
        return value;
      }
      if (isText(summed.type)) {
        return sql`try_cast(${value} AS double)`;
      }
      throw new CompileError(
        `Measure: "${measure.field}" has type ${summed.type}, which has no sum.`,
        'measure'
      );
    }
  }
}

function field(
  table: ILakeTable,
  wanted: string,
  part: 'keys' | 'measure' | 'question'
): IResolvedField {
  const found = resolveField(table, wanted);
  if (!found) {
    const what = { keys: 'Group by', measure: 'Measure', question: 'Question' }[part];
    throw new CompileError(`${what}: ${whyNotField(table, wanted)}.`, part);
  }
  return found;
}

function single(found: IResolvedField, part: 'keys' | 'measure'): IResolvedField {
  if (found.many) {
    throw new CompileError(
      `"${found.name}" has many values in a row; only a filter can use it.`,
      part
    );
  }
  return found;
}

function within(table: ILakeTable, name: 'account' | 'region', values: readonly string[]): ISql[] {
  if (values.length === 0) {
    return [];
  }
  const found = resolveField(table, name);
  if (!found) {
    throw new CompileError(`Table ${table.name} has no ${name} column to filter by.`, 'table');
  }
  const distinct = [...new Set(values)].map(text);
  const value = keyExpression(found);
  return [
    distinct.length === 1
      ? sql`${value} = ${distinct[0]}`
      : sql`${value} IN (${join(distinct, ', ')})`
  ];
}

/** `"database"."table"`, with the catalogue where it isn't the usual one. */
export function tableName(table: ILakeTable): ISql {
  const parts = [quoted(table.database), quoted(table.name)];
  if (table.catalog !== '' && table.catalog.toLowerCase() !== 'awsdatacatalog') {
    parts.unshift(quoted(table.catalog));
  }
  return join(parts, '.');
}
