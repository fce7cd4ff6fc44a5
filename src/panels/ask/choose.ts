import type { ITableRef, SourceName } from '../../lake/types';
import type { ITableOffer } from './types';

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

/** What a new analysis starts with: by source, the newest version alone first. `offers` isn't empty. */
export function firstOffer(offers: readonly ITableOffer[]): ITableOffer {
  const rank = ({ tables: [newest, ...others] }: ITableOffer) =>
    PREFERRED.indexOf(newest.source) * 10 - (newest.version ?? 0) + (others.length ? 5 : 0);
  return offers.reduce((best, offer) => (rank(offer) < rank(best) ? offer : best));
}

/** The offer of just these tables; else one of them alone; null when the lake has none of them any more. */
export function matchingOffer(
  offers: readonly ITableOffer[],
  wanted: readonly ITableRef[]
): ITableOffer | null {
  const all = offers.find(offer => isOffer(offer, wanted));
  const one = offers.find(({ tables }) => tables.length === 1 && isAmong(tables[0], wanted));
  return all ?? one ?? null;
}

/** Whether a spec's tables are those of an offer. */
export function isOffer({ tables }: ITableOffer, wanted: readonly ITableRef[]): boolean {
  return tables.length === wanted.length && tables.every(table => isAmong(table, wanted));
}

function isAmong(table: ITableRef, wanted: readonly ITableRef[]): boolean {
  return wanted.some(each => sameTable(table, each));
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

/** An offer's key in lists; names may hold any character, so it is JSON. */
export function offerKey({ tables }: ITableOffer): string {
  return JSON.stringify(tables.map(({ catalog, database, name }) => [catalog, database, name]));
}
