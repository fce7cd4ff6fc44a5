import { timeModel } from '../lake/time';
import type { ILakeTable } from '../lake/types';
import { CompileError } from './compile-error';
import { compileModel, type IModelInput, type IQueryModel } from './model';

/** Where and when rows are looked for, whatever they are. */
export type RowsInput = Omit<IModelInput, 'tables' | 'question' | 'cutOver'>;

/**
 * The model of all rows of one table, whatever is asked of them.
 *
 * @param keys Fields that they are grouped by.
 * @throws CompileError when the table has no time column.
 */
export function rowsModel(table: ILakeTable, input: RowsInput, keys: string[] = []): IQueryModel {
  if (!timeModel(table, input.eventTime)) {
    throw new CompileError(`Table ${table.name} has no time column.`, 'table');
  }
  return compileModel({
    ...input,
    tables: [table],
    question: { keys, measure: { kind: 'count' }, filter: [] },
    cutOver: null
  });
}
