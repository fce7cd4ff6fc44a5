/** The native log sources of Security Lake, by their SDK names, and the two that are not native. */
export type SourceName =
  | 'CLOUD_TRAIL_MGMT'
  | 'LAMBDA_EXECUTION'
  | 'S3_DATA'
  | 'ROUTE53'
  | 'SH_FINDINGS'
  | 'VPC_FLOW'
  | 'EKS_AUDIT'
  | 'WAF'
  | 'CUSTOM'
  | 'UNKNOWN';

/** Source version: 1 is OCSF 1.0.0-rc.2 in Hive partitions, 2 is OCSF 1.1.0 in Iceberg. */
export type SourceVersion = 1 | 2;

/** A Hive type as Glue and Athena's table metadata give it, parsed. */
export type ColumnType =
  | { kind: 'scalar'; name: string }
  | { kind: 'array'; element: ColumnType }
  | { kind: 'map'; key: ColumnType; value: ColumnType }
  | { kind: 'struct'; fields: IColumn[] };

/** A column, or a field of a struct column; names are lower case. */
export interface IColumn {
  name: string;
  type: ColumnType;
}

/** What identifies a table to Athena. */
export interface ITableRef {
  catalog: string;
  database: string;
  name: string;
}

/** A table of the lake with what its name and columns say about it. Plain JSON. */
export interface ILakeTable extends ITableRef {
  /** From the name's suffix; CUSTOM for `_ext_`, UNKNOWN when the name isn't Security Lake's. */
  source: SourceName;
  /** Null for custom and unknown tables; confirmed by the columns (`time_dt` or `eventday`). */
  version: SourceVersion | null;
  /** AWS region of the table's name, such as `us-east-1`; empty when the name has none. */
  region: string;
  /** The name's ending, such as `cloud_trail_mgmt_2_0` or `ext_sensor_1_0`. */
  suffix: string;
  columns: IColumn[];
  /** `region`, `accountid`, `eventday` for version 1 and custom tables, none for version 2. */
  partitionKeys: IColumn[];
}
