import { Signal, type ISignal } from '@lumino/signaling';

import type { IResultDocument } from '../analysis/document';
import { planAnalysis } from '../analysis/plan';
import type { IAnalysisSpec } from '../analysis/spec';
import type { IPlan, IServerConfig, ITableListing } from '../analysis/types';
import { toLakeTable } from '../lake/table';
import type { ILakeTable } from '../lake/types';
import type { IQueryRows, ISecurityLake } from '../tokens';
import { DEMO_CONFIG } from './demo-config';

const DATABASE = 'amazon_security_lake_glue_db_us_east_1';

/** Columns of CloudTrail management v2 that the default question needs. */
const CLOUDTRAIL = {
  time: 'bigint',
  time_dt: 'timestamp',
  class_uid: 'int',
  accountid: 'string',
  region: 'string',
  status: 'string',
  api: 'struct<operation:string,service:struct<name:string>,response:struct<error:string,message:string,data:string>,request:struct<data:string>>',
  actor:
    'struct<session:struct<issuer:string,is_mfa:boolean>,invoked_by:string,user:struct<uid:string,name:string,type:string,credential_uid:string,account:struct<uid:string>>>',
  src_endpoint: 'struct<ip:string,domain:string>',
  http_request: 'struct<user_agent:string>',
  unmapped: 'map<string,string>',
  metadata: 'struct<event_code:string>'
};

const VPC_FLOW = {
  time: 'bigint',
  time_dt: 'timestamp',
  accountid: 'string',
  region: 'string',
  traffic: 'struct<bytes:bigint,packets:bigint>'
};

/** A table of the fake lake by the ending of its name and its columns. */
export function fakeTable(suffix: string, columns: Record<string, string>): ILakeTable {
  const name = suffix.includes('_table_')
    ? suffix
    : `amazon_security_lake_table_us_east_1_${suffix}`;
  return toLakeTable(
    { Name: name, Columns: Object.entries(columns).map(([Name, Type]) => ({ Name, Type })) },
    { catalog: 'AwsDataCatalog', database: DATABASE }
  );
}

/** CloudTrail, a VPC Flow table that lacks columns, and one that isn't Security Lake's. */
export function fakeTables(): ILakeTable[] {
  return [
    fakeTable('vpc_flow_2_0', VPC_FLOW),
    fakeTable('cloud_trail_mgmt_2_0', CLOUDTRAIL),
    { ...fakeTable('orders', { id: 'bigint', time: 'bigint' }), name: 'orders', source: 'UNKNOWN' }
  ];
}

/** A lake that answers at once, with what a spec sets. */
export class FakeLake implements ISecurityLake {
  answer: IServerConfig | Error = DEMO_CONFIG;
  listing: ITableListing = { tables: fakeTables(), failures: [] };
  readonly runs: IAnalysisSpec[] = [];
  /** How often the tables were asked for. */
  listed = 0;

  get changed(): ISignal<this, void> {
    return this._changed;
  }

  config(): Promise<IServerConfig> {
    return this.answer instanceof Error
      ? Promise.reject(this.answer)
      : Promise.resolve(this.answer);
  }

  tables(): Promise<ITableListing> {
    this.listed++;
    return Promise.resolve(this.listing);
  }

  refresh(): void {
    this._changed.emit();
  }

  plan(spec: IAnalysisSpec, tables: ILakeTable[], range?: { from: number; to: number }): IPlan {
    const retentionDays = this.answer instanceof Error ? undefined : this.answer.retentionDays;
    return planAnalysis(spec, tables, { now: Date.now(), range, retentionDays });
  }

  run(spec: IAnalysisSpec): Promise<IResultDocument> {
    this.runs.push(spec);
    return new Promise(() => undefined);
  }

  query(): Promise<IQueryRows> {
    return Promise.reject(new Error('The fake lake has no rows.'));
  }

  heldDays?: ISecurityLake['heldDays'];

  private readonly _changed = new Signal<this, void>(this);
}
