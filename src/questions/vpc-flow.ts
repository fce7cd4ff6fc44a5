import { PRIVATE_NETWORKS } from './networks';
import type { Condition, IQuestion } from './types';

const sources: IQuestion['sources'] = [{ source: 'VPC_FLOW', versions: [1, 2] }];
// NODATA and SKIPDATA rows tell of the log, not of traffic.
const OBSERVED: Condition = { field: 'flow_status', op: 'eq', value: 'OK' };
const OUTBOUND: Condition = { field: 'direction', op: 'eq', value: 'Outbound' };
const INBOUND: Condition = { field: 'direction', op: 'eq', value: 'Inbound' };
const REFUSED: Condition = { field: 'verdict', op: 'eq', value: 'Refuse' };
const ACCEPTED: Condition = { not: REFUSED };
const TO_OUTSIDE: Condition[] = [
  OBSERVED,
  OUTBOUND,
  { field: 'dst_ip', op: 'not-in-cidr', value: PRIVATE_NETWORKS },
  // AWS services would rule the list.
  { field: 'dst_service', op: 'is-null' }
];
/** `boundary_id` of OCSF: traffic over a VPN or Direct Connect. */
const VIRTUAL_PRIVATE_GATEWAY = 6;
const ADMIN_PORTS = [22, 3389, 5985, 5986, 3306, 5432, 1433, 6379, 9200, 27017];
const USUAL_PORTS = [22, 25, 53, 80, 123, 443, 465, 587, 853, 993, 995, 8080, 8443];

/** Questions to VPC Flow logs. */
export const VPC_FLOW: readonly IQuestion[] = [
  {
    id: 'vpc-external-requests',
    title: 'More requests to the internet?',
    why: 'Outbound flows to external addresses that are no AWS service, per instance.',
    sources,
    filter: TO_OUTSIDE,
    keys: ['instance'],
    measure: { kind: 'count' },
    grain: 'hour',
    detectors: ['trend', 'outlier', 'change'],
    attack: ['T1071'],
    falsePositives: 'Updates, new features that call an outside service.',
    next: 'List the peers that are new in this bucket.'
  },
  {
    id: 'vpc-external-peers',
    title: 'More different internet peers?',
    why: 'Distinct external addresses per instance: scanning and peer-to-peer spread out.',
    sources,
    filter: TO_OUTSIDE,
    keys: ['instance'],
    measure: { kind: 'distinct', field: 'dst_ip' },
    grain: 'hour',
    detectors: ['outlier', 'change'],
    attack: ['T1071'],
    falsePositives: 'Crawlers, mail servers, content networks.',
    next: 'Which ports go with the new peers?'
  },
  {
    id: 'vpc-exfiltration',
    title: 'Bytes leaving to the internet?',
    why: 'Bytes sent to external addresses per instance and network: data that leaves.',
    sources,
    filter: TO_OUTSIDE,
    keys: ['instance', 'dst_network'],
    measure: { kind: 'sum', field: 'bytes' },
    grain: 'hour',
    detectors: ['outlier', 'change'],
    attack: ['T1041', 'T1048'],
    falsePositives: 'Backups to a provider, releases to customers.',
    next: 'Who owns the network? What ran on the instance?'
  },
  {
    id: 'vpc-on-premises',
    title: 'More requests to on-premises?',
    why: 'Outbound flows over the virtual private gateway per VPC and instance. Flows through a transit gateway do not say where they go: ask for your own networks by address (destination IP inside of …).',
    sources,
    filter: [OBSERVED, OUTBOUND, { field: 'boundary', op: 'eq', value: VIRTUAL_PRIVATE_GATEWAY }],
    keys: ['vpc', 'instance'],
    measure: { kind: 'count' },
    grain: 'hour',
    detectors: ['trend', 'change', 'first-seen', 'outlier'],
    attack: ['T1021', 'T1210'],
    falsePositives: 'Migrations, new monitoring.',
    next: 'Which hosts and ports on premises?'
  },
  {
    id: 'vpc-internal-bytes',
    title: 'Data moved inside?',
    why: 'Bytes to private addresses per instance and peer, in flows of at least 10 MB: data is staged in bulk before it leaves. On-premises has a question of its own.',
    sources,
    filter: [
      OBSERVED,
      OUTBOUND,
      { field: 'dst_ip', op: 'in-cidr', value: PRIVATE_NETWORKS },
      { field: 'boundary', op: 'ne', value: VIRTUAL_PRIVATE_GATEWAY },
      { field: 'bytes', op: 'ge', value: 10_000_000 }
    ],
    keys: ['instance', 'dst_ip'],
    measure: { kind: 'sum', field: 'bytes' },
    grain: 'day',
    detectors: ['outlier', 'first-seen', 'change'],
    attack: ['T1074', 'T1021'],
    falsePositives: 'Backups, replication, cluster re-balancing.',
    next: 'Is the pair new? What does the peer serve?'
  },
  {
    id: 'vpc-beacon',
    title: 'An instance calling home?',
    why: 'Regular small contacts of an instance with one outside address and port. Hours of contact first, minutes only for the steadiest pairs; flows are aggregated over 1 to 10 minutes, so shorter periods can not be seen.',
    sources,
    filter: [...TO_OUTSIDE, { field: 'protocol', op: 'eq', value: 6 }],
    keys: ['instance', 'dst_ip', 'dst_port'],
    measure: { kind: 'count' },
    grain: 'hour',
    detectors: ['periodicity'],
    attack: ['T1071.001', 'T1573', 'T1029'],
    falsePositives: 'Updaters, monitoring agents, time servers.',
    next: 'Who owns the address? How even are sizes and gaps?'
  },
  {
    id: 'vpc-scan-sources',
    title: 'Port scans coming in?',
    why: 'Distinct ports refused per source: scanners try many.',
    sources,
    filter: [OBSERVED, INBOUND, REFUSED],
    keys: ['src_ip'],
    measure: { kind: 'distinct', field: 'dst_port' },
    grain: 'hour',
    detectors: ['outlier'],
    attack: ['T1046', 'T1595.001'],
    falsePositives: 'The own vulnerability scanner; the constant noise of the internet.',
    next: 'Internal sources first.'
  },
  {
    id: 'vpc-rejected-inbound',
    title: 'Refused inbound flows?',
    why: 'Refused inbound flows per network interface.',
    sources,
    filter: [OBSERVED, INBOUND, REFUSED],
    keys: ['interface'],
    measure: { kind: 'count' },
    grain: 'hour',
    detectors: ['outlier', 'change'],
    attack: ['T1046', 'T1595.001'],
    falsePositives: 'A security group that was tightened.',
    next: 'Break down by source network and port.'
  },
  {
    id: 'vpc-rejected-outbound',
    title: 'Refused outbound bursts?',
    why: 'Refused outbound flows per instance: something inside tries what it may not.',
    sources,
    filter: [OBSERVED, OUTBOUND, REFUSED],
    keys: ['instance'],
    measure: { kind: 'count' },
    grain: 'hour',
    detectors: ['outlier'],
    attack: ['T1046'],
    falsePositives: 'A dependency whose address moved.',
    next: 'Which ports and peers?'
  },
  {
    id: 'vpc-port-fan-out',
    title: 'An instance trying many ports?',
    why: 'Distinct destination ports per instance in accepted flows.',
    sources,
    filter: [OBSERVED, OUTBOUND, ACCEPTED],
    keys: ['instance'],
    measure: { kind: 'distinct', field: 'dst_port' },
    grain: 'hour',
    detectors: ['outlier'],
    attack: ['T1046'],
    falsePositives: 'Load balancers and scanners of one’s own.',
    next: 'Are the peers internal?'
  },
  {
    id: 'vpc-admin-ports',
    title: 'Admin ports reached from outside?',
    why: 'Accepted inbound flows from external addresses to management and database ports.',
    sources,
    filter: [
      OBSERVED,
      INBOUND,
      ACCEPTED,
      { field: 'dst_port', op: 'in', value: ADMIN_PORTS },
      { field: 'src_ip', op: 'not-in-cidr', value: PRIVATE_NETWORKS }
    ],
    keys: ['instance', 'dst_port'],
    measure: { kind: 'count' },
    grain: 'hour',
    detectors: ['first-seen', 'outlier', 'change'],
    attack: ['T1133', 'T1190'],
    falsePositives: 'A bastion host.',
    next: 'Close the port; see whether bytes went back.'
  },
  {
    id: 'vpc-new-network',
    title: 'New internet networks?',
    why: 'Flows per instance and /24: the first contact. By network, since content networks change addresses daily.',
    sources,
    filter: TO_OUTSIDE,
    keys: ['instance', 'dst_network'],
    measure: { kind: 'count' },
    grain: 'day',
    detectors: ['first-seen', 'outlier'],
    attack: ['T1071'],
    falsePositives: 'Content networks, cloud providers.',
    next: 'Who owns the network?'
  },
  {
    id: 'vpc-unusual-ports',
    title: 'Unusual ports outbound?',
    why: 'Outbound flows to external addresses on ports outside of the usual set, per VPC and port.',
    sources,
    filter: [...TO_OUTSIDE, { field: 'dst_port', op: 'not-in', value: USUAL_PORTS }],
    keys: ['vpc', 'dst_port'],
    measure: { kind: 'count' },
    grain: 'day',
    detectors: ['first-seen', 'change', 'outlier'],
    attack: ['T1571'],
    falsePositives: 'Games, calls, partner systems.',
    next: 'Which instances use the port?'
  },
  {
    id: 'vpc-refused-share',
    title: 'Share of refused flows?',
    why: 'Refused over all flows per VPC.',
    sources,
    filter: [OBSERVED],
    keys: ['vpc'],
    measure: { kind: 'ratio', of: [REFUSED] },
    grain: 'hour',
    detectors: ['change', 'outlier'],
    attack: ['T1046'],
    falsePositives: 'A change of a security group.',
    next: 'Break down by direction and port.'
  },
  {
    id: 'vpc-silent',
    title: 'Flow log gone silent?',
    why: 'Any flow rows per VPC: a log that stops is blind.',
    sources,
    filter: [],
    keys: ['account', 'region', 'vpc'],
    measure: { kind: 'count' },
    grain: 'hour',
    detectors: ['silence'],
    attack: ['T1562.008'],
    falsePositives: 'A VPC that was taken down.',
    next: 'Look for DeleteFlowLogs in CloudTrail.'
  }
];
