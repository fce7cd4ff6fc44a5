import type { ILakeTable, SourceName, SourceVersion } from './types';

/** What a table's name alone says. */
export interface ITableName {
  source: SourceName;
  version: SourceVersion | null;
  region: string;
  suffix: string;
}

/** Name's ending of each native source, its label and the versions that AWS has published. */
export const SOURCES: readonly {
  source: SourceName;
  ending: string;
  label: string;
  versions: readonly SourceVersion[];
}[] = [
  {
    source: 'CLOUD_TRAIL_MGMT',
    ending: 'cloud_trail_mgmt',
    label: 'CloudTrail management',
    versions: [1, 2]
  },
  { source: 'S3_DATA', ending: 's3_data', label: 'S3 data events', versions: [1, 2] },
  {
    source: 'LAMBDA_EXECUTION',
    ending: 'lambda_execution',
    label: 'Lambda invocations',
    versions: [1, 2]
  },
  {
    source: 'SH_FINDINGS',
    ending: 'sh_findings',
    label: 'Security Hub findings',
    versions: [1, 2]
  },
  { source: 'VPC_FLOW', ending: 'vpc_flow', label: 'VPC Flow', versions: [1, 2] },
  { source: 'ROUTE53', ending: 'route53', label: 'Route 53 resolver', versions: [1, 2] },
  { source: 'EKS_AUDIT', ending: 'eks_audit', label: 'EKS audit', versions: [2] },
  { source: 'WAF', ending: 'waf', label: 'WAF', versions: [2] }
];

// Regions as in `us_east_1`, `us_gov_west_1`, `ap_southeast_2`.
const LAKE_TABLE = /^amazon_security_lake_table_([a-z]{2}(?:_[a-z]+)+_\d+)_(.+)$/;

/**
 * Source, version, region and suffix from a table's name. A name that isn't Security Lake's is UNKNOWN with the whole
 * name as its suffix; a version other than 1.0 and 2.0 is null, its source is kept.
 */
export function classifyTable(name: string): ITableName {
  const parts = LAKE_TABLE.exec(name.toLowerCase());
  if (!parts) {
    return { source: 'UNKNOWN', version: null, region: '', suffix: name.toLowerCase() };
  }
  const region = parts[1].replaceAll('_', '-');
  const suffix = parts[2];
  if (suffix.startsWith('ext_')) {
    return { source: 'CUSTOM', version: null, region, suffix };
  }
  const native = /^(.+)_(\d+)_(\d+)$/.exec(suffix);
  const known = native && SOURCES.find(s => s.ending === native[1]);
  if (!native || !known) {
    return { source: 'UNKNOWN', version: null, region, suffix };
  }
  const version =
    native[3] === '0' && (native[2] === '1' || native[2] === '2') ? Number(native[2]) : null;
  return { source: known.source, version: version as SourceVersion | null, region, suffix };
}

/** The parts of a table's human name; the view joins them (`CloudTrail management · v2`). */
export interface ITableLabel {
  /** Heading that the picker groups by. */
  group: string;
  /** What it is, such as `CloudTrail management`, or a custom source's own name. */
  source: string;
  /** `v1`, `v2`, `version 3.0 (not known)`, or empty where a name has no version. */
  version: string;
  region: string;
}

/** Human name of a table in parts. */
export function tableLabel(table: ITableName & { name: string }): ITableLabel {
  const native = SOURCES.find(s => s.source === table.source);
  if (native) {
    const version = table.version
      ? `v${table.version}`
      : `version ${table.suffix.slice(native.ending.length + 1).replaceAll('_', '.')} (not known)`;
    return { group: native.label, source: native.label, version, region: table.region };
  }
  if (table.source === 'CUSTOM') {
    const source = table.suffix.replace(/^ext_/, '').replaceAll('_', ' ');
    return { group: 'Custom sources', source, version: '', region: table.region };
  }
  return { group: 'Other tables', source: table.name, version: '', region: table.region };
}

/** `CloudTrail management · v2`, for titles and lists without parts. */
export function tableTitle(table: ITableName & { name: string }): string {
  const label = tableLabel(table);
  return label.version ? `${label.source} · ${label.version}` : label.source;
}

/** The same from the name alone, for a table whose columns aren't known (yet). */
export function titleOfName(name: string): string {
  return tableTitle({ name, ...classifyTable(name) });
}

/** Tables by group, in the order of `SOURCES`, then custom, then others; newest version first within a group. */
export function groupTables(
  tables: readonly ILakeTable[]
): { group: string; tables: ILakeTable[] }[] {
  const order = [...SOURCES.map(s => s.label), 'Custom sources', 'Other tables'];
  return order
    .map(group => ({
      group,
      tables: tables
        .filter(table => tableLabel(table).group === group)
        .sort((a, b) => (b.version ?? 0) - (a.version ?? 0) || (a.name < b.name ? -1 : 1))
    }))
    .filter(entry => entry.tables.length > 0);
}
