import type { IQuestion } from './types';

const sources: IQuestion['sources'] = [{ source: 'CLOUD_TRAIL_MGMT', versions: [1, 2] }];
const API_CALL: IQuestion['filter'] = [
  { field: 'event_type', op: 'eq', value: 'AwsApiCall' },
  { field: 'invoked_by', op: 'is-null' }
];
const DENIED: IQuestion['filter'] = [
  {
    any: [
      { field: 'error', op: 'contains', value: 'AccessDenied' },
      { field: 'error', op: 'ends-with', value: 'UnauthorizedOperation' },
      {
        field: 'error',
        op: 'in',
        value: ['Client.OperationNotPermitted', 'Client.InvalidPermission.NotFound']
      }
    ]
  }
];

/** Questions to CloudTrail about what is called. */
export const CLOUDTRAIL: readonly IQuestion[] = [
  {
    id: 'access-denied',
    title: 'Access denied bursts?',
    why: 'Denied calls per identity: a stolen credential trying what it can do is denied far more often than usual.',
    sources,
    filter: DENIED,
    keys: ['identity'],
    measure: { kind: 'count' },
    grain: 'hour',
    detectors: ['outlier', 'change', 'trend', 'first-seen'],
    attack: ['T1087.004', 'T1580', 'T1078.004'],
    falsePositives:
      'A policy change that takes a right from a busy job; a scanner that tests rights.',
    next: 'Read which operations were denied and from which IP; compare with the last change of the role.'
  },
  {
    id: 'denied-operations',
    title: 'Denied on many different operations?',
    why: 'Distinct operations denied per identity: trying doors is worse than one closed door tried often.',
    sources,
    filter: DENIED,
    keys: ['identity'],
    measure: { kind: 'distinct', field: 'operation' },
    grain: 'hour',
    detectors: ['outlier', 'first-seen'],
    attack: ['T1580', 'T1526'],
    falsePositives: 'A posture scanner without some rights.',
    next: 'Read the operations in their order; did one succeed?'
  },
  {
    id: 'api-calls-by-identity',
    title: 'Who calls the API out of pattern?',
    why: 'All calls per identity and service: a change of pace or level shows new automation or a taken-over role.',
    sources,
    filter: API_CALL,
    keys: ['identity', 'service'],
    measure: { kind: 'count' },
    grain: 'hour',
    detectors: ['outlier', 'change', 'trend', 'silence'],
    attack: ['T1078.004'],
    falsePositives: 'Deployments, scheduled jobs that moved, new monitoring.',
    next: 'Break the bucket down by operation and source IP.'
  },
  {
    id: 'new-operation',
    title: 'Identities calling what they never called?',
    why: 'Calls per identity and operation: the first use of an operation by a role is rare and telling.',
    sources,
    filter: API_CALL,
    keys: ['identity', 'operation'],
    measure: { kind: 'count' },
    grain: 'day',
    detectors: ['first-seen', 'outlier'],
    attack: ['T1078.004'],
    falsePositives: 'Releases, new features of a service, people on call.',
    next: 'Ask the owner of the role; look at the rest of that session.'
  },
  {
    id: 'new-region',
    title: 'Activity in a region not used before?',
    why: 'Calls per account and region: an unused region is where intruders hide compute.',
    sources,
    filter: API_CALL,
    keys: ['account', 'region'],
    measure: { kind: 'count' },
    grain: 'day',
    detectors: ['first-seen', 'outlier', 'change'],
    attack: ['T1535'],
    falsePositives: 'A planned roll-out to a new region; global services that log to us-east-1.',
    next: 'List what was created there and by whom.'
  },
  {
    id: 'iam-changes',
    title: 'Changes to IAM out of pattern?',
    why: 'Writes to IAM per identity and operation: rights are changed before they are used.',
    sources,
    filter: [
      {
        any: [
          { field: 'class_uid', op: 'eq', value: 3001 },
          {
            all: [
              { field: 'service', op: 'eq', value: 'iam.amazonaws.com' },
              { field: 'read_only', op: 'eq', value: 'false' }
            ]
          }
        ]
      }
    ],
    keys: ['identity', 'operation'],
    measure: { kind: 'count' },
    grain: 'hour',
    detectors: ['outlier', 'first-seen'],
    attack: ['T1098', 'T1136.003'],
    falsePositives: 'Infrastructure as code, on- and off-boarding.',
    next: 'See what was attached to whom.'
  },
  {
    id: 'log-tampering',
    title: 'Logging switched off?',
    why: 'Calls that stop or weaken logging and detection (trails, flow and resolver logs, GuardDuty, Security Hub, Config, this lake), per account and operation.',
    sources,
    filter: [
      {
        field: 'operation',
        op: 'in',
        value: [
          'StopLogging',
          'DeleteTrail',
          'UpdateTrail',
          'PutEventSelectors',
          'StopEventDataStoreIngestion',
          'DeleteFlowLogs',
          'DeleteResolverQueryLogConfig',
          'DisassociateResolverQueryLogConfig',
          'DeleteLoggingConfiguration',
          'DeleteDataLake',
          'DeleteAwsLogSource',
          'DeleteDetector',
          'UpdateDetector',
          'DisassociateFromMasterAccount',
          'DisassociateFromAdministratorAccount',
          'DisableSecurityHub',
          'DeleteConfigurationRecorder',
          'StopConfigurationRecorder',
          'DeregisterDelegatedAdministrator'
        ]
      }
    ],
    keys: ['account', 'operation'],
    measure: { kind: 'count' },
    grain: 'day',
    detectors: ['first-seen', 'outlier'],
    attack: ['T1562.008', 'T1562.001'],
    falsePositives: 'Clean-up of test accounts, re-organised trails.',
    next: 'Look at everything the same session did after it.'
  },
  {
    id: 'secret-reads',
    title: 'Reads of secrets jump?',
    why: 'Reads of Secrets Manager and Parameter Store per identity.',
    sources,
    filter: [
      {
        field: 'operation',
        op: 'in',
        value: [
          'GetSecretValue',
          'BatchGetSecretValue',
          'GetParameter',
          'GetParameters',
          'GetParametersByPath'
        ]
      }
    ],
    keys: ['identity'],
    measure: { kind: 'count' },
    grain: 'hour',
    detectors: ['outlier', 'change', 'first-seen'],
    attack: ['T1555.006'],
    falsePositives: 'A service that lost its cache; a restart of many tasks at once.',
    next: 'Count distinct secrets: reading many once is worse than one often.'
  },
  {
    id: 'distinct-secrets',
    title: 'Many different secrets read?',
    why: 'Distinct secrets per identity: collecting reads each once.',
    sources,
    filter: [{ field: 'operation', op: 'in', value: ['GetSecretValue', 'BatchGetSecretValue'] }],
    keys: ['identity'],
    measure: { kind: 'distinct', field: 'request:secretId' },
    grain: 'hour',
    detectors: ['outlier', 'change'],
    attack: ['T1555.006'],
    falsePositives: 'Rotation tools and inventories.',
    next: 'List the secrets and whether this identity read them before.'
  },
  {
    id: 'kms-decrypt',
    title: 'KMS decryption jumps?',
    why: 'Decryptions per identity and key; mass reading of encrypted data passes here. High volume: mind the cost.',
    sources,
    filter: [
      { field: 'service', op: 'eq', value: 'kms.amazonaws.com' },
      { field: 'operation', op: 'in', value: ['Decrypt', 'ReEncrypt'] }
    ],
    keys: ['identity', 'resource'],
    measure: { kind: 'count' },
    grain: 'hour',
    detectors: ['outlier', 'change', 'trend'],
    attack: ['T1555.006', 'T1530'],
    falsePositives: 'Backups, restores, re-encryption projects.',
    next: 'See which service asked on behalf of the identity.'
  },
  {
    id: 'compute-started',
    title: 'Compute started out of pattern?',
    why: 'Starts of instances, clusters and tasks per identity and region: mining starts many, often far from home.',
    sources,
    filter: [
      {
        field: 'operation',
        op: 'in',
        value: ['RunInstances', 'RequestSpotInstances', 'CreateCluster', 'RunTask']
      }
    ],
    keys: ['identity', 'region'],
    measure: { kind: 'count' },
    grain: 'hour',
    detectors: ['outlier', 'first-seen'],
    attack: ['T1496', 'T1578.002'],
    falsePositives: 'Load tests, scaling after an incident.',
    next: 'Look at instance types, images and who pays.'
  },
  {
    id: 'snapshot-shared',
    title: 'Snapshots or images shared out?',
    why: 'Changes of who may use a snapshot or an image, per identity: a quiet way to take data out.',
    sources,
    filter: [
      {
        field: 'operation',
        op: 'in',
        value: ['ModifySnapshotAttribute', 'ModifyImageAttribute', 'ModifyDBSnapshotAttribute']
      }
    ],
    keys: ['identity'],
    measure: { kind: 'count' },
    grain: 'day',
    detectors: ['first-seen', 'outlier'],
    attack: ['T1537'],
    falsePositives: 'Image pipelines that share with known accounts.',
    next: 'Read which account was added; compare with the organisation.'
  },
  {
    id: 'enumeration',
    title: 'Somebody looking around?',
    why: 'Distinct read operations per principal: an intruder lists many kinds of things, a poll loop repeats few.',
    sources,
    filter: [
      { field: 'read_only', op: 'eq', value: 'true' },
      { field: 'operation', op: 'matches', value: '^(List|Describe|Get)' }
    ],
    keys: ['principal'],
    measure: { kind: 'distinct', field: 'operation' },
    grain: 'hour',
    detectors: ['outlier'],
    attack: ['T1580', 'T1087.004'],
    falsePositives: 'Inventory and posture tools, people opening the console.',
    next: 'Look at the user agent and whether denials go with it.'
  },
  {
    id: 'error-rate',
    title: 'Error rate of a service?',
    why: 'Share of failed calls per service: a break or an attack.',
    sources,
    filter: [],
    keys: ['service'],
    measure: { kind: 'ratio', of: [{ field: 'error', op: 'not-null' }] },
    grain: 'hour',
    detectors: ['change', 'outlier'],
    attack: [],
    falsePositives: 'Services whose callers test for existence by an error.',
    next: 'Break the failures down by error code and identity.'
  },
  {
    id: 'cloudtrail-silent',
    title: 'CloudTrail gone silent?',
    why: 'Any events per account and region: an account that stops logging is blind.',
    sources,
    filter: [],
    keys: ['account', 'region'],
    measure: { kind: 'count' },
    grain: 'hour',
    detectors: ['silence'],
    attack: ['T1562.008'],
    falsePositives: 'Closed accounts, regions with hardly any use.',
    next: 'Look for StopLogging and DeleteTrail just before.'
  }
];
