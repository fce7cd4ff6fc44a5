import { parseType } from './hive';
import { classifyTable } from './names';
import type { IColumn, ILakeTable, SourceVersion } from './types';

/** The parts of Athena's `TableMetadata` that are read. */
export interface ITableMetadata {
  Name?: string;
  Columns?: { Name?: string; Type?: string }[];
  PartitionKeys?: { Name?: string; Type?: string }[];
}

/** A table of the lake from what Athena's catalogue says of it. */
export function toLakeTable(
  metadata: ITableMetadata,
  at: { catalog: string; database: string }
): ILakeTable {
  const name = metadata.Name ?? '';
  const columns = toColumns(metadata.Columns);
  const partitionKeys = toColumns(metadata.PartitionKeys);
  const named = classifyTable(name);
  const version = confirmVersion(named.version, [...columns, ...partitionKeys]);
  return { ...at, name, ...named, version, columns, partitionKeys };
}

function toColumns(columns: ITableMetadata['Columns']): IColumn[] {
  return (columns ?? [])
    .filter(column => column.Name)
    .map(column => ({
      name: column.Name!.toLowerCase(),
      type: parseType(column.Type ?? 'string')
    }));
}

/** The columns decide where they contradict the name, since statements are written for the columns. */
function confirmVersion(named: SourceVersion | null, columns: IColumn[]): SourceVersion | null {
  if (named === null) {
    return null;
  }
  const has = (name: string): boolean => columns.some(column => column.name === name);
  if (has('eventday') !== has('time_dt')) {
    return has('time_dt') ? 2 : 1;
  }
  return named;
}
