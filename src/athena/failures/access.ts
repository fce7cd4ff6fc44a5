import type { IFailure } from './failure';

/** Failures of permission: what IAM, Lake Formation, S3 or KMS refuse. */
export const ACCESS = {
  'columns-denied': {
    turn: 'administrator',
    sentence: t => t.__('Lake Formation shows you no column of this table.'),
    advice: t =>
      t.__('Ask for SELECT on the table itself (not only on the resource link) in Lake Formation.'),
    signs: [{ text: /Relation contains no accessible columns/i }],
    example: {
      from: 'query',
      type: 1500,
      text: 'COLUMN_NOT_FOUND: line 1:15: Relation contains no accessible columns'
    }
  },
  'lake-formation-denied': {
    turn: 'administrator',
    sentence: t => t.__('Lake Formation does not let you read this table.'),
    advice: t =>
      t.__(
        'Ask for SELECT and DESCRIBE on the target table and DESCRIBE on the resource link and on the database “default”.'
      ),
    signs: [
      { text: /Lake ?Formation/i },
      {
        types: [
          [234, 234],
          [1700, 1700]
        ]
      }
    ],
    example: {
      from: 'query',
      type: 1500,
      text: 'Insufficient Lake Formation permission(s): Required Select on cloud_trail_mgmt_2_0'
    }
  },
  'key-denied': {
    turn: 'administrator',
    sentence: t => t.__('A KMS key that is needed may not be used.'),
    advice: t =>
      t.__(
        'The role needs kms:Decrypt, and kms:GenerateDataKey for results, on the key named in the details.'
      ),
    signs: [{ text: /\bkms:|\bKMS\b.*(denied|not authorized|access)|AWSKMS/i }],
    example: {
      from: 'query',
      text: 'is not authorized to perform: kms:Decrypt on the resource (Service: AWSKMS; Status Code: 400)'
    }
  },
  'bucket-denied': {
    turn: 'administrator',
    sentence: t => t.__('S3 refused to hand out files of the lake or of the results.'),
    advice: t =>
      t.__(
        'The role needs s3:GetObject on the place of the results; for the lake itself Lake Formation must be set up.'
      ),
    signs: [{ types: [[1501, 1501]] }, { text: /Access Denied.*Amazon S3|s3:(Get|Put|List)\w+/i }],
    example: {
      from: 'query',
      type: 1501,
      text: 'Access Denied (Service: Amazon S3; Status Code: 403)'
    }
  },
  'permission-denied': {
    turn: 'administrator',
    sentence: (t, [action]) =>
      action
        ? t.__('AWS does not allow this: %1 is missing.', action)
        : t.__('AWS does not allow this.'),
    advice: t =>
      t.__(
        'Ask for the permission named in the details; “Check…” tries each step and names the first that is missing.'
      ),
    signs: [
      { text: /not authorized to perform:? ([\w-]+:\w+)/i },
      { name: /AccessDenied|NotAuthorized|UnauthorizedOperation/ },
      { types: [[1500, 1500]] },
      {
        text: /Insufficient permissions|Access ?Denied|PERMISSION_DENIED|not authorized (?!to access requested)/i
      }
    ],
    example: {
      from: 'call',
      name: 'AccessDeniedException',
      text: 'User: arn:aws:sts::111122223333:assumed-role/a/b is not authorized to perform: athena:StartQueryExecution on resource: arn:aws:athena:us-east-1:111122223333:workgroup/primary'
    }
  }
} satisfies Record<string, IFailure>;
