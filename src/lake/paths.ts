import type { ColumnType, IColumn, ILakeTable } from './types';

/** Columns and partition keys together, as a statement sees them. */
export function allColumns(table: ILakeTable): IColumn[] {
  return [...table.columns, ...table.partitionKeys];
}

/** Type at a dotted path (`actor.user.name`), whatever the case; null where there is no such column or field. */
export function typeAt(table: ILakeTable, path: string): ColumnType | null {
  let columns = allColumns(table);
  let type: ColumnType | null = null;
  for (const name of path.toLowerCase().split('.')) {
    const column = columns.find(c => c.name === name);
    if (!column) {
      return null;
    }
    type = column.type;
    columns = type.kind === 'struct' ? type.fields : [];
  }
  return type;
}

/** A node of the tree from which an analyst picks keys and filters of their own. */
export interface IPathNode {
  name: string;
  path: string;
  /** Hive name of a scalar; null for a struct, and for arrays and maps, which can't be picked as a whole. */
  scalar: string | null;
  kind: ColumnType['kind'];
  children: IPathNode[];
}

/** The columns of a table as a tree; structs are its inner nodes. */
export function pathTree(table: ILakeTable): IPathNode[] {
  return allColumns(table).map(column => node(column, ''));
}

function node(column: IColumn, prefix: string): IPathNode {
  const { name, type } = column;
  const path = prefix + name;
  const children = type.kind === 'struct' ? type.fields.map(f => node(f, `${path}.`)) : [];
  return {
    name,
    path,
    scalar: type.kind === 'scalar' ? type.name : null,
    kind: type.kind,
    children
  };
}

/** All scalar paths of a table, in the order of its columns. */
export function scalarPaths(table: ILakeTable): { path: string; type: string }[] {
  const found: { path: string; type: string }[] = [];
  const visit = (entry: IPathNode): void => {
    if (entry.scalar !== null) {
      found.push({ path: entry.path, type: entry.scalar });
    }
    entry.children.forEach(visit);
  };
  pathTree(table).forEach(visit);
  return found;
}
