import type { FieldSource } from './field-source';
import type { SourceName } from './types';

/** A logical field: one meaning, with the path that holds it in each version. */
export interface IFieldDefinition {
  name: string;
  label: string;
  /** Tables that have it; empty means all. */
  sources: readonly SourceName[];
  v1: FieldSource | null;
  v2: FieldSource | null;
}

const path = (at: string): FieldSource => ({ from: 'path', path: at });
const map = (key: string): FieldSource => ({ from: 'map', path: 'unmapped', key });
const element = (at: string, field?: string): FieldSource => ({ from: 'element', path: at, field });
const each = (at: string, field?: string): FieldSource => ({ from: 'each', path: at, field });
const first = (...of: FieldSource[]): FieldSource => ({ from: 'first', of });
const extract = (of: FieldSource, pattern: string): FieldSource => ({
  from: 'extract',
  of,
  pattern
});
const differs = (a: FieldSource, b: FieldSource): FieldSource => ({ from: 'differs', of: [a, b] });
const number = (of: FieldSource): FieldSource => ({ from: 'number', of });
const millis = (at: string): FieldSource => ({ from: 'millis', of: path(at) });
const given = (at: string): FieldSource => ({ from: 'unless', of: path(at), placeholder: '-' });
const ownSide = (field: string): FieldSource => ({
  from: 'own-side',
  outbound: given(`src_endpoint.${field}`),
  inbound: given(`dst_endpoint.${field}`)
});
const peerSide = (field: string): FieldSource => ({
  from: 'own-side',
  outbound: given(`dst_endpoint.${field}`),
  inbound: given(`src_endpoint.${field}`)
});

/** A request parameter: flat keys in v1 (or JSON in its oldest files), JSON text in v2. */
export function requestParameter(key: string): { v1: FieldSource; v2: FieldSource } {
  const steps = key.split('.');
  return {
    v1: first(map(`requestParameters.${key}`), {
      from: 'json',
      of: map('requestParameters'),
      steps
    }),
    v2: { from: 'json', of: path('api.request.data'), steps }
  };
}

/** A response element, stored like a request parameter. */
export function responseElement(key: string): { v1: FieldSource; v2: FieldSource } {
  const steps = key.split('.');
  return {
    v1: first(map(`responseElements.${key}`), { from: 'json', of: map('responseElements'), steps }),
    v2: { from: 'json', of: path('api.response.data'), steps }
  };
}

/** An additional event datum: flat keys in both, JSON in the oldest files. */
export function additionalDatum(key: string): { v1: FieldSource; v2: FieldSource } {
  const json: FieldSource = { from: 'json', of: map('additionalEventData'), steps: key.split('.') };
  const both = first(map(`additionalEventData.${key}`), json);
  return { v1: both, v2: both };
}

const both = (source: FieldSource): { v1: FieldSource; v2: FieldSource } => ({
  v1: source,
  v2: source
});

// Two labels, or three where the second is a usual public suffix such as `co.uk`. The whole public suffix list
// doesn't fit into a statement; what it would split further stays together under its suffix.
const REGISTERED_DOMAIN =
  '([^.]+\\.(?:(?:ac|co|com|edu|gov|gob|go|gen|ltd|mil|ne|net|nom|or|org|plc|sch)\\.[a-z][a-z]|[a-z0-9-]+))\\.?$';
const NETWORK_24 = '^([0-9]+\\.[0-9]+\\.[0-9]+)\\.[0-9]+$';

type Row = [
  name: string,
  label: string,
  paths: { v1?: FieldSource | null; v2?: FieldSource | null }
];

function rows(sources: readonly SourceName[], entries: Row[]): IFieldDefinition[] {
  return entries.map(([name, label, paths]) => ({
    name,
    label,
    sources,
    v1: paths.v1 ?? null,
    v2: paths.v2 ?? null
  }));
}

const API: SourceName[] = ['CLOUD_TRAIL_MGMT', 'S3_DATA', 'LAMBDA_EXECUTION'];

const apiFields: Row[] = [
  [
    'identity',
    'Identity (role or user)',
    {
      v1: first(path('actor.session.issuer'), path('actor.user.uuid'), path('actor.invoked_by')),
      v2: first(path('actor.session.issuer'), path('actor.user.uid'), path('actor.invoked_by'))
    }
  ],
  ['principal', 'Principal ARN', { v1: path('actor.user.uuid'), v2: path('actor.user.uid') }],
  ['principal_id', 'Principal id', { v1: path('actor.user.uid'), v2: path('actor.user.uid_alt') }],
  ['principal_name', 'User name', both(path('actor.user.name'))],
  ['user_type', 'User type', both(path('actor.user.type'))],
  ['role', 'Role', both(path('actor.session.issuer'))],
  ['access_key', 'Access key id', both(path('actor.user.credential_uid'))],
  [
    'caller_account',
    'Caller account',
    { v1: path('actor.user.account_uid'), v2: path('actor.user.account.uid') }
  ],
  [
    'foreign_caller',
    'Caller is of another account',
    {
      v1: differs(path('actor.user.account_uid'), path('accountid')),
      v2: differs(path('actor.user.account.uid'), path('accountid'))
    }
  ],
  ['identity_provider', 'Identity provider', both(path('actor.idp.name'))],
  ['invoked_by', 'Invoked by (AWS service)', both(path('actor.invoked_by'))],
  ['mfa', 'MFA at sign-in', { v1: path('mfa'), v2: path('is_mfa') }],
  [
    'session_mfa',
    'MFA in session',
    { v1: path('actor.session.mfa'), v2: path('actor.session.is_mfa') }
  ],
  ['service', 'Service', both(path('api.service.name'))],
  ['operation', 'Operation', both(path('api.operation'))],
  ['error', 'Error code', both(path('api.response.error'))],
  ['error_message', 'Error message', both(path('api.response.message'))],
  ['status', 'Status', both(path('status'))],
  ['recipient_account', 'Recipient account', both(map('recipientAccountId'))],
  ['read_only', 'Read only', both(map('readOnly'))],
  ['event_type', 'Event type', { v1: map('eventType'), v2: path('metadata.event_code') }],
  ['event_id', 'Event id', both(path('metadata.uid'))],
  ['ip', 'Source IP', both(path('src_endpoint.ip'))],
  ['ip_service', 'Calling AWS service', both(path('src_endpoint.domain'))],
  ['vpc_endpoint', 'VPC endpoint', both(path('src_endpoint.uid'))],
  ['user_agent', 'User agent', both(path('http_request.user_agent'))],
  ['resource', 'Resource', both(element('resources', 'uid'))],
  ['resource_type', 'Resource type', both(element('resources', 'type'))],
  [
    'resource_owner',
    'Resource owner account',
    { v1: element('resources', 'account_uid'), v2: element('resources', 'owner.account.uid') }
  ],
  ['target_user', 'Target user', both(path('user.name'))],
  ['target_user_id', 'Target user ARN', { v1: path('user.uuid'), v2: path('user.uid') }]
];

function bucket(parameter: FieldSource): FieldSource {
  return first(parameter, extract(element('resources', 'uid'), 'arn:aws[^:]*:s3:::([^/]+)'));
}

const KMS_PARAMETER = 'x-amz-server-side-encryption-aws-kms-key-id';

function keyAccount(key: FieldSource): FieldSource {
  return extract(key, '^arn:[^:]*:kms:[^:]*:([0-9]+):');
}

const s3Fields: Row[] = [
  [
    'bucket',
    'Bucket',
    { v1: bucket(requestParameter('bucketName').v1), v2: bucket(requestParameter('bucketName').v2) }
  ],
  ['object', 'Object key', requestParameter('key')],
  [
    'foreign_bucket',
    'Bucket is of another account',
    {
      v1: differs(element('resources', 'account_uid'), path('accountid')),
      v2: differs(element('resources', 'owner.account.uid'), path('accountid'))
    }
  ],
  ['bytes_out', 'Bytes out', both(number(additionalDatum('bytesTransferredOut').v2))],
  ['bytes_in', 'Bytes in', both(number(additionalDatum('bytesTransferredIn').v2))],
  ['kms_key', 'KMS key', requestParameter(KMS_PARAMETER)],
  [
    'foreign_kms_key',
    'KMS key is of another account',
    {
      v1: differs(keyAccount(requestParameter(KMS_PARAMETER).v1), path('accountid')),
      v2: differs(keyAccount(requestParameter(KMS_PARAMETER).v2), path('accountid'))
    }
  ],
  [
    'sse_customer',
    'Customer-key encryption',
    requestParameter('x-amz-server-side-encryption-customer-algorithm')
  ],
  ['copy_source', 'Copy source', requestParameter('x-amz-copy-source')]
];

const lambdaFields: Row[] = [
  [
    'function',
    'Function',
    {
      v1: first(element('resources', 'uid'), requestParameter('functionName').v1),
      v2: first(element('resources', 'uid'), requestParameter('functionName').v2)
    }
  ]
];

const vpcFields: Row[] = [
  ['src_ip', 'Source IP', both(given('src_endpoint.ip'))],
  ['src_port', 'Source port', both(path('src_endpoint.port'))],
  ['dst_ip', 'Destination IP', both(given('dst_endpoint.ip'))],
  ['dst_port', 'Destination port', both(path('dst_endpoint.port'))],
  ['src_network', 'Source network (/24)', both(extract(path('src_endpoint.ip'), NETWORK_24))],
  ['dst_network', 'Destination network (/24)', both(extract(path('dst_endpoint.ip'), NETWORK_24))],
  ['instance', 'Instance', both(ownSide('instance_uid'))],
  ['interface', 'Network interface', both(ownSide('interface_uid'))],
  ['vpc', 'VPC', both(ownSide('vpc_uid'))],
  ['subnet', 'Subnet', both(ownSide('subnet_uid'))],
  ['peer_ip', 'Peer IP', both(peerSide('ip'))],
  ['direction', 'Direction', both(path('connection_info.direction'))],
  ['bytes', 'Bytes', both(path('traffic.bytes'))],
  ['packets', 'Packets', both(path('traffic.packets'))],
  ['protocol', 'Protocol number', both(path('connection_info.protocol_num'))],
  ['tcp_flags', 'TCP flags', both(path('connection_info.tcp_flags'))],
  ['boundary', 'Boundary', both(path('connection_info.boundary_id'))],
  ['src_service', 'Source AWS service', both(given('src_endpoint.svc_name'))],
  ['dst_service', 'Destination AWS service', both(given('dst_endpoint.svc_name'))],
  ['flow_status', 'Flow log status', both(path('status_code'))],
  ['verdict', 'Verdict', both(path('activity_name'))]
];

const dnsFields: Row[] = [
  ['hostname', 'Host name', both({ from: 'hostname', of: path('query.hostname') })],
  [
    'domain',
    'Registered domain',
    both(extract({ from: 'hostname', of: path('query.hostname') }, REGISTERED_DOMAIN))
  ],
  [
    'hostname_length',
    'Length of the host name',
    both({ from: 'length', of: path('query.hostname') })
  ],
  ['query_type', 'Query type', both(path('query.type'))],
  ['rcode', 'Response code', both(path('rcode'))],
  ['rcode_id', 'Response code number', both(path('rcode_id'))],
  ['instance', 'Instance', both(given('src_endpoint.instance_uid'))],
  ['vpc', 'VPC', both(given('src_endpoint.vpc_uid'))],
  ['ip', 'Source IP', both(path('src_endpoint.ip'))],
  ['answer', 'First answer', both(element('answers', 'rdata'))],
  ['answers', 'Any answer', both(each('answers', 'rdata'))],
  ['disposition', 'DNS firewall disposition', both(path('disposition'))],
  [
    'firewall_rule',
    'DNS firewall rule',
    { v1: map('firewall_rule_group_id'), v2: path('firewall_rule.uid') }
  ]
];

const findingFields: Row[] = [
  ['finding_id', 'Finding id', { v1: path('finding.uid'), v2: path('finding_info.uid') }],
  [
    'finding_type',
    'Finding type',
    { v1: element('finding.types'), v2: element('finding_info.types') }
  ],
  [
    'finding_types',
    'Any finding type',
    { v1: each('finding.types'), v2: each('finding_info.types') }
  ],
  ['finding_title', 'Finding title', { v1: path('finding.title'), v2: path('finding_info.title') }],
  [
    'finding_created',
    'Finding created',
    { v1: millis('finding.created_time'), v2: millis('finding_info.created_time_dt') }
  ],
  [
    'finding_modified',
    'Finding modified',
    { v1: millis('finding.modified_time'), v2: millis('finding_info.modified_time_dt') }
  ],
  ['finding_state', 'Workflow state', { v1: path('state'), v2: path('status') }],
  [
    'product',
    'Product',
    { v1: path('metadata.product.feature.name'), v2: path('metadata.product.name') }
  ],
  ['severity', 'Severity', both(path('severity'))],
  ['severity_id', 'Severity number', both(path('severity_id'))],
  [
    'control',
    'Control',
    {
      v1: map('ProductFields.ControlId'),
      v2: first(path('compliance.control'), map('ProductFields.ControlId'))
    }
  ],
  ['compliance_status', 'Compliance status', both(path('compliance.status'))],
  [
    'standard',
    'Standard',
    { v1: element('compliance.requirements'), v2: element('compliance.standards') }
  ],
  [
    'resource',
    'Resource',
    {
      v1: element('resources', 'uid'),
      v2: first(path('resource.uid'), element('resources', 'uid'))
    }
  ],
  [
    'resource_type',
    'Resource type',
    {
      v1: element('resources', 'type'),
      v2: first(path('resource.type'), element('resources', 'type'))
    }
  ],
  ['cve', 'First CVE', both(element('vulnerabilities', 'cve.uid'))],
  [
    'exploit_available',
    'Exploit available',
    { v2: each('vulnerabilities', 'is_exploit_available') }
  ],
  ['activity', 'Activity', both(path('activity_name'))]
];

const eksFields: Row[] = [
  ['verb', 'Verb', { v2: path('api.operation') }],
  ['k8s_user', 'Kubernetes user', { v2: path('actor.user.name') }],
  ['k8s_group', 'First group', { v2: element('actor.user.groups', 'name') }],
  ['k8s_groups', 'Any group', { v2: each('actor.user.groups', 'name') }],
  ['k8s_resource', 'Resource type', { v2: element('resources', 'type') }],
  ['k8s_resources', 'Any resource type', { v2: each('resources', 'type') }],
  ['k8s_name', 'Resource name', { v2: element('resources', 'name') }],
  ['namespace', 'Namespace', { v2: element('resources', 'namespace') }],
  ['role', 'IAM role', { v2: path('actor.session.issuer') }],
  [
    'identity',
    'Identity (IAM role or user)',
    { v2: first(path('actor.session.issuer'), path('actor.user.name')) }
  ],
  ['response_code', 'Response code', { v2: path('api.response.code') }],
  ['url_path', 'URL path', { v2: path('http_request.url.path') }],
  ['url_prefix', 'URL prefix', { v2: extract(path('http_request.url.path'), '^(/[^/?]*)') }],
  ['image', 'First container image', { v2: element('api.request.containers', 'image.name') }],
  ['stage', 'Stage', { v2: path('message') }],
  ['ip', 'Source IP', { v2: path('src_endpoint.ip') }],
  ['user_agent', 'User agent', { v2: path('http_request.user_agent') }]
];

const wafFields: Row[] = [
  ['action', 'Action', { v2: path('action') }],
  ['rule', 'Rule', { v2: path('firewall_rule.uid') }],
  ['rule_type', 'Rule type', { v2: path('firewall_rule.type') }],
  ['acl', 'Web ACL', { v2: path('metadata.product.feature.uid') }],
  ['country', 'Country', { v2: path('src_endpoint.location.country') }],
  ['url_path', 'URL path', { v2: path('http_request.url.path') }],
  ['host', 'Host', { v2: path('http_request.url.hostname') }],
  ['method', 'Method', { v2: path('http_request.http_method') }],
  ['http_code', 'HTTP status', { v2: path('http_status') }],
  ['ip', 'Client IP', { v2: path('src_endpoint.ip') }],
  ['user_agent', 'User agent', { v2: path('http_request.user_agent') }]
];

/** All logical fields (`facts`: paths as published by AWS for both versions, meaning flips of `uid` included). */
export const FIELDS: readonly IFieldDefinition[] = [
  ...rows(
    [],
    [
      ['account', 'Account', both(path('accountid'))],
      ['region', 'Region', both(path('region'))]
    ]
  ),
  ...rows(API, apiFields),
  ...rows(['S3_DATA'], s3Fields),
  ...rows(['LAMBDA_EXECUTION'], lambdaFields),
  ...rows(['VPC_FLOW'], vpcFields),
  ...rows(['ROUTE53'], dnsFields),
  ...rows(['SH_FINDINGS'], findingFields),
  ...rows(['EKS_AUDIT'], eksFields),
  ...rows(['WAF'], wafFields)
];
