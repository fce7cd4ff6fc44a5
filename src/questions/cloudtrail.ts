import type { IQuestion } from './types';

const sources: IQuestion['sources'] = [{ source: 'CLOUD_TRAIL_MGMT', versions: [1, 2] }];
const LOGON: IQuestion['filter'] = [
  { field: 'class_uid', op: 'eq', value: 3002 },
  { field: 'operation', op: 'eq', value: 'ConsoleLogin' }
];
// Failed sign-ins carry only an error message, so the outcome is in one of two places.
const FAILED_LOGON: IQuestion['filter'] = [
  ...LOGON,
  {
    any: [
      { field: 'status', op: 'eq', value: 'Failure' },
      { field: 'response:ConsoleLogin', op: 'eq', value: 'Failure' }
    ]
  }
];
const API_CALL: IQuestion['filter'] = [
  { field: 'event_type', op: 'eq', value: 'AwsApiCall' },
  { field: 'invoked_by', op: 'is-null' }
];

/** Questions to CloudTrail management events. */
export const CLOUDTRAIL: readonly IQuestion[] = [
  {
    id: 'access-denied',
    title: 'Access denied bursts?',
    why: 'Denied calls per identity: a stolen credential trying what it can do is denied far more often than usual.',
    sources,
    filter: [
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
    ],
    keys: ['identity', 'service'],
    measure: { kind: 'count' },
    grain: 'hour',
    detectors: ['outlier', 'change', 'trend', 'first-seen'],
    attack: ['T1087.004', 'T1580', 'T1078.004'],
    falsePositives:
      'A policy change that takes a right from a busy job; a scanner that tests rights.',
    next: 'Read which operations were denied and from which IP; compare with the last change of the role.'
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
    id: 'console-login-failures',
    title: 'Console sign-in failures rising?',
    why: 'Failed console sign-ins per source IP: guessing and spraying of passwords shows as a burst.',
    sources,
    filter: FAILED_LOGON,
    keys: ['ip'],
    measure: { kind: 'count' },
    grain: 'hour',
    detectors: ['outlier', 'first-seen'],
    attack: ['T1110'],
    falsePositives: 'A forgotten password, an expired federation certificate.',
    next: 'See whether a success followed from the same IP, and which user names were tried.'
  },
  {
    id: 'password-spray',
    title: 'One IP trying many users?',
    why: 'Distinct user names with failed sign-ins per IP: spraying tries many users a few times each.',
    sources,
    filter: FAILED_LOGON,
    keys: ['ip'],
    measure: { kind: 'distinct', field: 'principal_name' },
    grain: 'hour',
    detectors: ['outlier', 'first-seen'],
    attack: ['T1110.003'],
    falsePositives: 'An office behind one address on the day after a password rule changed.',
    next: 'List the names tried; look for a success among them.'
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
    id: 'root-used',
    title: 'Root account used?',
    why: 'Calls by the root user per account, which should nearly always be none.',
    sources,
    filter: [
      { field: 'user_type', op: 'eq', value: 'Root' },
      { field: 'invoked_by', op: 'is-null' }
    ],
    keys: ['account'],
    measure: { kind: 'count' },
    grain: 'day',
    detectors: ['first-seen', 'outlier'],
    attack: ['T1078.004'],
    falsePositives: 'Tasks that only root may do, announced by the owner.',
    next: 'Confirm with the owner of the account; check MFA and source IP.'
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
    id: 'new-credentials',
    title: 'New credentials created?',
    why: 'Access keys, sign-in profiles and certificates per creator and target: persistence that outlives a session.',
    sources,
    filter: [
      {
        field: 'operation',
        op: 'in',
        value: [
          'CreateAccessKey',
          'CreateLoginProfile',
          'UploadSSHPublicKey',
          'CreateServiceSpecificCredential'
        ]
      }
    ],
    keys: ['identity', 'target_user'],
    measure: { kind: 'count' },
    grain: 'day',
    detectors: ['first-seen', 'outlier'],
    attack: ['T1098.001'],
    falsePositives: 'Key rotation by the user or a tool.',
    next: 'Creator and target not the same is the strong form; see whether the key was used.'
  },
  {
    id: 'role-assumed',
    title: 'Roles assumed from a new place?',
    why: 'Successful role assumptions per role and caller account: trust used from elsewhere.',
    sources,
    filter: [
      {
        field: 'operation',
        op: 'in',
        value: ['AssumeRole', 'AssumeRoleWithSAML', 'AssumeRoleWithWebIdentity']
      },
      { field: 'status', op: 'eq', value: 'Success' }
    ],
    keys: ['request:roleArn', 'caller_account'],
    measure: { kind: 'count' },
    grain: 'day',
    detectors: ['first-seen', 'outlier', 'change'],
    attack: ['T1550.001', 'T1078.004'],
    falsePositives: 'AWS services that assume roles; a new partner account.',
    next: 'Check the trust policy and the session name.'
  },
  {
    id: 'log-tampering',
    title: 'Logging switched off?',
    why: 'Calls that stop or weaken logging and detection, per account and operation.',
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
          'DeleteFlowLogs',
          'DeleteDetector',
          'DisassociateFromMasterAccount',
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
    detectors: ['outlier', 'change'],
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
    why: 'Changes of who may use a snapshot or an image, per principal: a quiet way to take data out.',
    sources,
    filter: [
      {
        field: 'operation',
        op: 'in',
        value: ['ModifySnapshotAttribute', 'ModifyImageAttribute', 'ModifyDBSnapshotAttribute']
      }
    ],
    keys: ['principal'],
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
    id: 'key-many-ips',
    title: 'One key from many addresses?',
    why: 'Distinct source IPs per access key: a leaked key is used from more places.',
    sources,
    filter: [
      { field: 'access_key', op: 'not-null' },
      { field: 'ip_service', op: 'is-null' }
    ],
    keys: ['access_key'],
    measure: { kind: 'distinct', field: 'ip' },
    grain: 'hour',
    detectors: ['outlier'],
    attack: ['T1550.001'],
    falsePositives: 'Mobile networks, fleets behind many NAT addresses.',
    next: 'List the addresses and the user agents together.'
  },
  {
    id: 'key-many-agents',
    title: 'One key with many user agents?',
    why: 'Distinct user agents per access key: a second tool with the same key is a second person.',
    sources,
    filter: [
      { field: 'access_key', op: 'not-null' },
      { field: 'ip_service', op: 'is-null' }
    ],
    keys: ['access_key'],
    measure: { kind: 'distinct', field: 'user_agent' },
    grain: 'hour',
    detectors: ['outlier'],
    attack: ['T1550.001', 'T1185'],
    falsePositives: 'SDK updates in a rolling deployment.',
    next: 'See which agent is new and from where.'
  },
  {
    id: 'mfa-weakened',
    title: 'MFA weakened?',
    why: 'Removed MFA devices and sign-ins without MFA per principal.',
    sources,
    filter: [
      {
        any: [
          {
            field: 'operation',
            op: 'in',
            value: ['DeactivateMFADevice', 'DeleteVirtualMFADevice']
          },
          { all: [...LOGON, { field: 'mfa', op: 'eq', value: false }] }
        ]
      }
    ],
    keys: ['principal'],
    measure: { kind: 'count' },
    grain: 'day',
    detectors: ['first-seen', 'outlier'],
    attack: ['T1556.006'],
    falsePositives: 'A lost phone; federated sign-ins, whose MFA AWS does not see.',
    next: 'Ask the person by another way than mail.'
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
    detectors: ['silence', 'change'],
    attack: ['T1562.008'],
    falsePositives: 'Closed accounts, regions with hardly any use.',
    next: 'Look for StopLogging and DeleteTrail just before.'
  }
];
