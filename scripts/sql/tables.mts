// The native tables of one region with the columns that AWS publishes, as Athena's catalogue would list them.
import { readFileSync } from 'node:fs';

import { toLakeTable } from '../../src/lake';
import type { ILakeTable } from '../../src/lake/types';

interface ISchema {
  columns: { name: string; hive: string }[];
  partition_keys?: { name: string; hive: string }[];
}

const PREFIX = 'amazon_security_lake_table_';

/**
 * Tables of a region such as `us_east_1`.
 *
 * @param more - File of further tables, such as custom sources, in the form of a lake's `tables.json`.
 */
export function nativeTables(more?: string, region = 'us_east_1'): ILakeTable[] {
  const file = new URL(
    'jupyter_security_lake_ml/local/schemas/tables.json',
    `file://${process.cwd()}/`
  );
  const schemas = JSON.parse(readFileSync(file, 'utf8')) as Record<string, ISchema>;
  // No file of these two is published; they hold the same class of events as CloudTrail's.
  schemas.s3_data_1_0 ??= schemas.cloud_trail_mgmt_1_0;
  schemas.lambda_execution_1_0 ??= schemas.cloud_trail_mgmt_1_0;
  if (more !== undefined) {
    Object.assign(schemas, JSON.parse(readFileSync(more, 'utf8')));
  }
  const listed = (columns: ISchema['columns'] | undefined): { Name: string; Type: string }[] =>
    (columns ?? []).map(({ name, hive }) => ({ Name: name, Type: hive }));
  return Object.entries(schemas).map(([suffix, schema]) =>
    toLakeTable(
      {
        Name: `${PREFIX}${region}_${suffix}`,
        Columns: listed(schema.columns),
        PartitionKeys: listed(schema.partition_keys)
      },
      { catalog: 'AwsDataCatalog', database: `amazon_security_lake_glue_db_${region}` }
    )
  );
}
