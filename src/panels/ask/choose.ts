import type { ILakeTable, ITableRef, SourceName } from '../../lake/types';

/** Which source a lake is opened with: the one most questions are asked of comes first. */
const PREFERRED: readonly SourceName[] = [
  'CLOUD_TRAIL_MGMT',
  'SH_FINDINGS',
  'VPC_FLOW',
  'ROUTE53',
  'S3_DATA',
  'EKS_AUDIT',
  'WAF',
  'LAMBDA_EXECUTION',
  'CUSTOM',
  'UNKNOWN'
];

/** The table that a new analysis starts with: by source, the newest version first. `tables` isn't empty. */
export function firstTable(tables: readonly ILakeTable[]): ILakeTable {
  const rank = (table: ILakeTable) => PREFERRED.indexOf(table.source) * 10 - (table.version ?? 0);
  return tables.reduce((best, table) => (rank(table) < rank(best) ? table : best));
}

/** Whether both name the same table. */
export function sameTable(a: ITableRef, b: ITableRef): boolean {
  const catalogs = [a.catalog, b.catalog];
  return (
    a.name === b.name &&
    a.database === b.database &&
    // A saved analysis may leave the catalogue to the server.
    (catalogs[0] === catalogs[1] || catalogs.includes(''))
  );
}

/** A table's key in lists; names may hold any character, so it is JSON. */
export function tableKey({ catalog, database, name }: ITableRef): string {
  return JSON.stringify([catalog, database, name]);
}
