// What was planted in a demo lake (its incidents.json), in the catalogue's words.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';

/** Something planted: where, when, and whose series. */
export interface IPlanted {
  id: string;
  table: string;
  /** Field → value; only the values are looked for, since a question may name the field otherwise. */
  key: Record<string, string | null>;
  from: number;
  to: number;
  what: string;
}

export interface IIncident extends IPlanted {
  /** The same under the keys of further questions. */
  also: IPlanted['key'][];
  /** Questions one of which has to show it. */
  questions: string[];
  detector: string;
}

export interface ILakeStory {
  start: number;
  end: number;
  cutover: number;
  incidents: IIncident[];
  traps: IPlanted[];
}

// The generator names families of questions by the ids of the research they come from.
const FAMILIES: Record<string, string[]> = {
  CT1: ['console-login-targets', 'console-login-failures', 'password-spray'],
  CT2: ['access-denied', 'denied-operations'],
  CT3: ['new-operation', 'api-calls-by-identity'],
  CT4: ['new-region'],
  CT5: ['root-used'],
  CT6: ['iam-changes'],
  CT7: ['new-credentials'],
  CT8: ['role-assumed'],
  CT9: ['log-tampering'],
  CT10: ['secret-reads', 'distinct-secrets'],
  CT11: ['kms-decrypt'],
  CT12: ['compute-started'],
  CT13: ['snapshot-shared'],
  CT14: ['enumeration'],
  CT15: ['key-many-ips', 'key-many-agents'],
  CT16: ['mfa-weakened'],
  CT17: ['error-rate'],
  S1: ['s3-large-download', 's3-download-bytes'],
  S2: ['s3-external-access'],
  S3: ['s3-large-delete'],
  S4: ['s3-foreign-encryption'],
  S5: ['s3-enumeration'],
  S6: ['s3-anonymous'],
  S7: ['s3-new-reader'],
  S8: ['s3-probing'],
  L1: ['lambda-invocations'],
  L2: ['lambda-new-caller', 'lambda-invocations'],
  V1: ['vpc-external-requests', 'vpc-external-peers'],
  V2: ['vpc-on-premises'],
  V3: ['vpc-exfiltration'],
  V4: ['vpc-internal-bytes'],
  V5: ['vpc-beacon'],
  V6: ['vpc-scan-sources', 'vpc-rejected-inbound'],
  V7: ['vpc-rejected-outbound'],
  V8: ['vpc-port-fan-out'],
  V9: ['vpc-admin-ports'],
  V10: ['vpc-new-network'],
  V11: ['vpc-unusual-ports'],
  V13: ['vpc-silent'],
  D1: ['dns-new-domains'],
  D2: ['dns-nxdomain', 'dns-nxdomain-share'],
  D3: ['dns-tunnel', 'dns-volume'],
  D4: ['dns-text-queries'],
  D5: ['dns-beacon'],
  D6: ['dns-firewall'],
  D7: ['dns-silent'],
  H1: ['findings-by-type'],
  H2: ['severe-findings'],
  H3: ['failed-controls'],
  H4: ['guardduty-types'],
  H5: ['noisy-controls', 'flapping-findings'],
  H6: ['finding-resources'],
  H7: ['exploitable-vulnerabilities'],
  K1: ['eks-forbidden'],
  K2: ['eks-secrets'],
  K3: ['eks-exec'],
  K4: ['eks-anonymous'],
  K5: ['eks-new-workloads', 'eks-new-images'],
  K6: ['eks-rbac'],
  W1: ['waf-blocks', 'waf-blocked-share'],
  W2: ['waf-countries'],
  W3: ['waf-secret-probes'],
  W4: ['waf-login-abuse', 'waf-login-agents', 'waf-login-sources'],
  W5: ['waf-rate-rules']
};

/** Reads the story of a lake. Throws when the folder has none. */
export function readStory(lake: string): ILakeStory {
  const json = JSON.parse(readFileSync(join(lake, 'incidents.json'), 'utf8'));
  const planted = (entry: Record<string, unknown>): IPlanted => ({
    id: String(entry.id),
    table: String(entry.table),
    key: (entry.key ?? {}) as Record<string, string | null>,
    from: Date.parse(String(entry.from)),
    to: Date.parse(String(entry.to)),
    what: String(entry.what)
  });
  return {
    start: Date.parse(json.start),
    end: Date.parse(json.end),
    cutover: Date.parse(json.cutover),
    incidents: json.incidents.map((entry: Record<string, unknown>) => ({
      ...planted(entry),
      also: (entry.also ?? []) as IPlanted['key'][],
      questions: FAMILIES[String(entry.question)] ?? [String(entry.question)],
      detector: String(entry.detector)
    })),
    traps: json.traps.map(planted)
  };
}

/** Whether a series is one of the planted key: each planted value is among its keys. */
export function isOf({ key }: Pick<IPlanted, 'key'>, keys: readonly (string | null)[]): boolean {
  const values = Object.values(key);
  return values.length > 0 && values.every(value => keys.includes(value));
}

/** The same, or of the incident under the keys that another question groups by. */
export function shows({ key, also }: IIncident, keys: readonly (string | null)[]): boolean {
  return [key, ...also].some(each => isOf({ key: each }, keys));
}
