import type { Condition, IQuestion } from './types';

const sources: IQuestion['sources'] = [{ source: 'ROUTE53', versions: [1, 2] }];
const OUTSIDE_NAMES: Condition[] = [
  { not: { field: 'hostname', op: 'ends-with', value: '.internal' } },
  { not: { field: 'hostname', op: 'ends-with', value: '.amazonaws.com' } },
  { not: { field: 'hostname', op: 'ends-with', value: '.in-addr.arpa' } },
  { not: { field: 'hostname', op: 'ends-with', value: '.ip6.arpa' } }
];

/** Questions to Route 53 resolver query logs. */
export const ROUTE53: readonly IQuestion[] = [
  {
    id: 'dns-new-domains',
    title: 'Domains not seen before?',
    why: 'Queries per registered domain and VPC: a domain that is new and goes on is worth a look. The start is its first query.',
    sources,
    filter: OUTSIDE_NAMES,
    keys: ['domain', 'vpc'],
    measure: { kind: 'count' },
    grain: 'day',
    newTo: 'vpc',
    detectors: ['first-seen', 'change', 'outlier', 'trend'],
    attack: ['T1071.004', 'T1568'],
    falsePositives: 'New software, trackers, content networks.',
    next: 'How old is the domain? Which instance asked first?'
  },
  {
    id: 'dns-nxdomain',
    title: 'Failed lookups jump?',
    why: 'NXDOMAIN answers per instance: generated domain names mostly do not exist.',
    sources,
    filter: [{ field: 'rcode_id', op: 'eq', value: 3 }],
    keys: ['instance'],
    measure: { kind: 'count' },
    grain: 'hour',
    detectors: ['outlier', 'change'],
    attack: ['T1568.002'],
    falsePositives: 'A search list that is wrong, a host that was removed.',
    next: 'Read the names: random letters or one name again and again?'
  },
  {
    id: 'dns-nxdomain-share',
    title: 'Share of failed lookups?',
    why: 'NXDOMAIN over all answers per VPC. By VPC, since the share of an instance with few lookups says nothing.',
    sources,
    filter: [],
    keys: ['vpc'],
    measure: { kind: 'ratio', of: [{ field: 'rcode_id', op: 'eq', value: 3 }] },
    grain: 'hour',
    detectors: ['change', 'outlier'],
    attack: ['T1568.002'],
    falsePositives: 'A search list that is wrong on many hosts.',
    next: 'Compare with the count.'
  },
  {
    id: 'dns-tunnel',
    title: 'DNS used as a tunnel?',
    why: 'Distinct names below one domain per instance: tunnels put data into names.',
    sources,
    filter: OUTSIDE_NAMES,
    keys: ['instance', 'domain'],
    measure: { kind: 'distinct', field: 'hostname' },
    grain: 'hour',
    detectors: ['outlier'],
    attack: ['T1071.004', 'T1048', 'T1572'],
    falsePositives: 'Content networks, reputation lookups of mail filters.',
    next: 'How long are the names? Are they asked once each?'
  },
  {
    id: 'dns-volume',
    title: 'Very long names looked up?',
    why: 'Lookups of names of 50 characters and more per instance and domain: a tunnel puts as much as it can into each.',
    sources,
    filter: [...OUTSIDE_NAMES, { field: 'hostname_length', op: 'ge', value: 50 }],
    keys: ['instance', 'domain'],
    measure: { kind: 'count' },
    grain: 'hour',
    detectors: ['outlier', 'change'],
    attack: ['T1071.004', 'T1048'],
    falsePositives: 'Content networks and telemetry with identifiers in their names.',
    next: 'Compare with the number of distinct names: a tunnel asks each once.'
  },
  {
    id: 'dns-text-queries',
    title: 'TXT and NULL queries jump?',
    why: 'Query types that carry data per instance.',
    sources,
    filter: [{ field: 'query_type', op: 'in', value: ['TXT', 'NULL', 'ANY'] }],
    keys: ['instance'],
    measure: { kind: 'count' },
    grain: 'hour',
    detectors: ['outlier', 'change'],
    attack: ['T1071.004', 'T1048'],
    falsePositives: 'Mail servers (SPF, DKIM), certificate tools.',
    next: 'Which domains are asked?'
  },
  {
    id: 'dns-beacon',
    title: 'A name asked like clockwork?',
    why: 'Regular lookups of one name by an instance. Caching hides periods shorter than the time to live.',
    sources,
    filter: OUTSIDE_NAMES,
    keys: ['instance', 'hostname'],
    measure: { kind: 'count' },
    grain: 'hour',
    detectors: ['periodicity'],
    attack: ['T1071.004', 'T1573'],
    falsePositives: 'Updaters, monitoring, time servers.',
    next: 'Who owns the name? Do flows follow with the same rhythm?'
  },
  {
    id: 'dns-firewall',
    title: 'DNS firewall hits?',
    why: 'Blocked and alerted lookups per VPC and instance.',
    sources,
    filter: [{ field: 'disposition', op: 'in', value: ['Blocked', 'Alert'] }],
    keys: ['vpc', 'instance'],
    measure: { kind: 'count' },
    grain: 'hour',
    detectors: ['outlier', 'change', 'first-seen'],
    attack: ['T1071.004'],
    falsePositives: 'A list that is too wide.',
    next: 'Which names? Is the instance known?'
  },
  {
    id: 'dns-silent',
    title: 'Resolver log gone silent?',
    why: 'Any queries per VPC: a log that stops is blind.',
    sources,
    filter: [],
    keys: ['account', 'region', 'vpc'],
    measure: { kind: 'count' },
    grain: 'hour',
    detectors: ['silence'],
    attack: ['T1562.008'],
    falsePositives: 'A VPC that was taken down.',
    next: 'Look for a removed query-log configuration in CloudTrail.'
  }
];
