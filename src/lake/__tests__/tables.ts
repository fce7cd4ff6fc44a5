import { readFileSync } from 'node:fs';
import { join } from 'node:path';

import { toLakeTable } from '../table';
import type { ILakeTable } from '../types';

interface ISchema {
  columns: { name: string; hive: string }[];
  partition_keys?: { name: string; hive: string }[];
}

const schemas = JSON.parse(
  readFileSync(
    join(__dirname, '../../../jupyter_security_lake_ml/local/schemas/tables.json'),
    'utf8'
  )
) as Record<string, ISchema>;

const DATABASE = 'amazon_security_lake_glue_db_us_east_1';

/** A native table with the columns that AWS publishes, such as `cloud_trail_mgmt_2_0`. */
export function nativeTable(suffix: string): ILakeTable {
  const schema = schemas[suffix] ?? schemas.cloud_trail_mgmt_1_0;
  return customTable(
    `amazon_security_lake_table_us_east_1_${suffix}`,
    schema.columns.map(({ name, hive }): [string, string] => [name, hive]),
    (schema.partition_keys ?? []).map(({ name, hive }): [string, string] => [name, hive])
  );
}

/** All native tables. */
export function nativeTables(): ILakeTable[] {
  return [...new Set([...Object.keys(schemas), 's3_data_1_0', 'lambda_execution_1_0'])].map(
    nativeTable
  );
}

/** A table of any name and columns. */
export function customTable(
  name: string,
  columns: [name: string, type: string][],
  keys: [name: string, type: string][] = []
): ILakeTable {
  const listed = (pairs: [string, string][]): { Name: string; Type: string }[] =>
    pairs.map(([Name, Type]) => ({ Name, Type }));
  return toLakeTable(
    { Name: name, Columns: listed(columns), PartitionKeys: listed(keys) },
    { catalog: 'AwsDataCatalog', database: DATABASE }
  );
}
