import { resolveField } from '../lake/fields';
import { timeModel } from '../lake/time';
import type { ILakeTable } from '../lake/types';
import { CompileError } from './compile-error';
import { rowsModel, type RowsInput } from './rows-model';
import { seriesStatement } from './series';
import type { IStatement } from './types';

/** Keys of a table's heartbeat: account and region, as far as it has them. */
export function heartbeatKeys(table: ILakeTable): string[] {
  return ['account', 'region'].filter(name => resolveField(table, name) !== null);
}

/**
 * Whether a table's rows arrive: any row per bucket, account and region, in the layout of the series statement. A
 * bucket without a row of any series is a silent source, not a true zero.
 */
export function heartbeatStatement(table: ILakeTable, input: RowsInput): IStatement {
  const keys = heartbeatKeys(table);
  if (keys.length === 0 || !timeModel(table, input.eventTime)) {
    throw new CompileError(`Table ${table.name} has no time, account or region to watch.`, 'table');
  }
  const model = rowsModel(table, input, keys);
  return seriesStatement(model, undefined, 'heartbeat');
}
