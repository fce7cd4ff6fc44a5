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

/** Questions to CloudTrail about signing in and credentials. */
export const CLOUDTRAIL_ACCESS: readonly IQuestion[] = [
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
    id: 'console-login-targets',
    title: 'One user under attack?',
    why: 'Failed console sign-ins per user name: guessing the password of one person.',
    sources,
    filter: FAILED_LOGON,
    keys: ['principal_name'],
    measure: { kind: 'count' },
    grain: 'hour',
    detectors: ['outlier', 'first-seen'],
    attack: ['T1110.001'],
    falsePositives: 'A forgotten password.',
    next: 'From which addresses? Did a success follow?'
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
    title: 'MFA devices removed?',
    why: 'Deactivated and deleted MFA devices per principal: a second factor is taken away before a password is used.',
    sources,
    filter: [
      { field: 'operation', op: 'in', value: ['DeactivateMFADevice', 'DeleteVirtualMFADevice'] }
    ],
    keys: ['principal'],
    measure: { kind: 'count' },
    grain: 'day',
    detectors: ['first-seen', 'outlier'],
    attack: ['T1556.006'],
    falsePositives: 'A lost or changed phone.',
    next: 'Ask the person by another way than mail; was a new device enrolled from the same IP?'
  },
  {
    id: 'login-without-mfa',
    title: 'Console sign-ins without MFA?',
    why: 'Successful console sign-ins without a second factor per principal: a stolen password is enough for these.',
    sources,
    filter: [
      ...LOGON,
      { field: 'status', op: 'eq', value: 'Success' },
      { field: 'mfa', op: 'eq', value: false }
    ],
    keys: ['principal'],
    measure: { kind: 'count' },
    grain: 'day',
    detectors: ['first-seen', 'outlier', 'change'],
    attack: ['T1078.004', 'T1556.006'],
    falsePositives: 'Federated sign-ins, whose second factor AWS does not see.',
    next: 'Is the user meant to sign in with a password? Ask for MFA by policy.'
  }
];
