import type { IQuestion } from './types';

const s3: IQuestion['sources'] = [{ source: 'S3_DATA', versions: [1, 2] }];
const lambda: IQuestion['sources'] = [{ source: 'LAMBDA_EXECUTION', versions: [1, 2] }];
const READ: IQuestion['filter'] = [
  { field: 'operation', op: 'eq', value: 'GetObject' },
  { field: 'status', op: 'eq', value: 'Success' }
];

/** What stands for the account of a request without credentials. */
const ANONYMOUS = ['ANONYMOUS_PRINCIPAL', 'anonymous'];

/** Questions to S3 and Lambda data events. */
export const DATA_EVENTS: readonly IQuestion[] = [
  {
    id: 's3-large-download',
    title: 'Large downloads from S3?',
    why: 'Objects read per identity and bucket: data is collected before it leaves.',
    sources: s3,
    filter: READ,
    keys: ['identity', 'bucket'],
    measure: { kind: 'count' },
    grain: 'hour',
    detectors: ['outlier', 'change', 'trend'],
    attack: ['T1530'],
    falsePositives: 'Backups, analytics jobs, migrations.',
    next: 'Compare with the bytes question; list the prefixes read.'
  },
  {
    id: 's3-download-bytes',
    title: 'Bytes downloaded from S3?',
    why: 'Bytes read per identity and bucket, where the events say them.',
    sources: s3,
    filter: READ,
    keys: ['identity', 'bucket'],
    measure: { kind: 'sum', field: 'bytes_out' },
    grain: 'hour',
    detectors: ['outlier', 'change'],
    attack: ['T1530'],
    falsePositives: 'Backups, restores, analytics.',
    next: 'See whether the reader is of another account.'
  },
  {
    id: 's3-external-access',
    title: 'Downloads by other accounts?',
    why: 'Reads and copies by callers of another account, per caller and bucket.',
    sources: s3,
    filter: [
      { field: 'operation', op: 'in', value: ['GetObject', 'CopyObject', 'UploadPartCopy'] },
      { field: 'foreign_caller', op: 'eq', value: true },
      // Nobody's account has a question of its own.
      { field: 'caller_account', op: 'not-in', value: ANONYMOUS }
    ],
    keys: ['caller_account', 'bucket'],
    measure: { kind: 'count' },
    grain: 'day',
    detectors: ['first-seen', 'outlier', 'change'],
    attack: ['T1537', 'T1530'],
    falsePositives: 'Accounts of the own organisation, log delivery, partners.',
    next: 'Is the caller in the organisation? Read the bucket policy.'
  },
  {
    id: 's3-copied-out',
    title: 'Objects written to other accounts?',
    why: 'Writes and copies into buckets of another account, per identity and bucket: data is carried out with the rights of one’s own role.',
    sources: s3,
    filter: [
      {
        field: 'operation',
        op: 'in',
        value: ['PutObject', 'CopyObject', 'UploadPart', 'UploadPartCopy']
      },
      { field: 'foreign_bucket', op: 'eq', value: true },
      { field: 'foreign_caller', op: 'ne', value: true }
    ],
    keys: ['identity', 'bucket'],
    measure: { kind: 'count' },
    grain: 'day',
    detectors: ['first-seen', 'outlier', 'change'],
    attack: ['T1537'],
    falsePositives: 'Log archives and partners whose buckets are theirs.',
    next: 'Whose account is it? Which objects were read just before?'
  },
  {
    id: 's3-large-delete',
    title: 'Large deletes in S3?',
    why: 'Deletes and changes of life cycle or versioning per identity and bucket. One DeleteObjects may remove 1,000 keys, so the count is a floor.',
    sources: s3,
    filter: [
      {
        field: 'operation',
        op: 'in',
        value: [
          'DeleteObject',
          'DeleteObjects',
          'DeleteObjectVersion',
          'DeleteBucket',
          'PutBucketLifecycle',
          'PutBucketVersioning'
        ]
      }
    ],
    keys: ['identity', 'bucket'],
    measure: { kind: 'count' },
    grain: 'hour',
    detectors: ['outlier', 'first-seen'],
    attack: ['T1485', 'T1490'],
    falsePositives: 'Life-cycle jobs, clean-up of temporary data.',
    next: 'Is versioning on? Did reads of the same keys come before?'
  },
  {
    id: 's3-foreign-encryption',
    title: 'Objects re-encrypted with a foreign key?',
    why: 'Writes with a KMS key of another account or with a customer key, per identity and bucket: ransomware in S3.',
    sources: s3,
    filter: [
      { field: 'operation', op: 'in', value: ['PutObject', 'CopyObject'] },
      {
        any: [
          { field: 'foreign_kms_key', op: 'eq', value: true },
          { field: 'sse_customer', op: 'not-null' }
        ]
      }
    ],
    keys: ['identity', 'bucket'],
    measure: { kind: 'count' },
    grain: 'hour',
    detectors: ['first-seen', 'outlier'],
    attack: ['T1486'],
    falsePositives: 'A central key account of the organisation.',
    next: 'Whose key is it? Stop the identity first, then look.'
  },
  {
    id: 's3-enumeration',
    title: 'Somebody listing many buckets?',
    why: 'Distinct buckets listed or probed per principal.',
    sources: s3,
    filter: [
      {
        field: 'operation',
        op: 'in',
        value: ['ListObjects', 'ListObjectsV2', 'ListBuckets', 'HeadObject', 'GetBucketAcl']
      }
    ],
    keys: ['principal'],
    measure: { kind: 'distinct', field: 'bucket' },
    grain: 'hour',
    detectors: ['outlier'],
    attack: ['T1619'],
    falsePositives: 'Inventory and data-catalogue tools.',
    next: 'Look for reads by the same principal afterwards.'
  },
  {
    id: 's3-anonymous',
    title: 'Anonymous access to buckets?',
    why: 'Requests without credentials per bucket.',
    sources: s3,
    filter: [{ field: 'caller_account', op: 'in', value: ANONYMOUS }],
    keys: ['bucket'],
    measure: { kind: 'count' },
    grain: 'day',
    detectors: ['first-seen', 'outlier', 'change'],
    attack: ['T1530'],
    falsePositives: 'Public web sites.',
    next: 'Is the bucket meant to be public?'
  },
  {
    id: 's3-new-reader',
    title: 'New readers of a bucket?',
    why: 'Reads per bucket and identity: the first read by an identity that never came before.',
    sources: s3,
    filter: [{ field: 'operation', op: 'eq', value: 'GetObject' }],
    keys: ['bucket', 'identity'],
    measure: { kind: 'count' },
    grain: 'day',
    detectors: ['first-seen', 'outlier'],
    attack: ['T1530'],
    falsePositives: 'New services and people.',
    next: 'Ask the owner of the bucket.'
  },
  {
    id: 's3-probing',
    title: 'Probing of buckets?',
    why: 'Denied and missing objects per source IP: guessing of names.',
    sources: s3,
    filter: [{ field: 'error', op: 'in', value: ['AccessDenied', 'NoSuchKey', 'NoSuchBucket'] }],
    keys: ['ip'],
    measure: { kind: 'count' },
    grain: 'hour',
    detectors: ['outlier', 'first-seen'],
    attack: ['T1619'],
    falsePositives: 'Applications that test for existence.',
    next: 'Count distinct keys asked for.'
  },
  {
    id: 's3-error-rate',
    title: 'Share of failed S3 requests?',
    why: 'Failed over all requests per bucket.',
    sources: s3,
    filter: [],
    keys: ['bucket'],
    measure: { kind: 'ratio', of: [{ field: 'error', op: 'not-null' }] },
    grain: 'hour',
    detectors: ['change', 'outlier'],
    attack: ['T1619'],
    falsePositives: 'A broken deployment.',
    next: 'Break down by error code.'
  },
  {
    id: 'lambda-invocations',
    title: 'Functions invoked out of pattern?',
    why: 'Invocations per function and identity.',
    sources: lambda,
    filter: [{ field: 'operation', op: 'eq', value: 'Invoke' }],
    keys: ['function', 'identity'],
    measure: { kind: 'count' },
    grain: 'hour',
    detectors: ['outlier', 'change', 'trend', 'first-seen', 'silence'],
    attack: ['T1648'],
    falsePositives: 'Traffic that follows the business; retries after errors.',
    next: 'Look at the caller and at errors in the same hour.'
  },
  {
    id: 'lambda-new-caller',
    title: 'New callers of a function?',
    why: 'Invocations per function and caller account.',
    sources: lambda,
    filter: [{ field: 'operation', op: 'eq', value: 'Invoke' }],
    keys: ['function', 'caller_account'],
    measure: { kind: 'count' },
    grain: 'day',
    detectors: ['first-seen', 'outlier'],
    attack: ['T1648', 'T1078.004'],
    falsePositives: 'A new integration.',
    next: 'Read the resource policy of the function.'
  }
];
