import type { IFailure } from './failure';

/** Failures of the server's rules and of the back end's set-up: local engine, credentials, workgroup, place for results. */
export const BACKEND = {
  'policy-refused': {
    turn: 'you',
    sentence: t => t.__('The server does not run this statement.'),
    advice: t =>
      t.__(
        'Only SELECT statements on the allowed databases are run. The details say what stands in the way.'
      ),
    signs: [{ text: /REFUSED_BY_POLICY/ }],
    example: {
      from: 'call',
      name: 'InvalidRequestException',
      text: 'REFUSED_BY_POLICY: Only SELECT is allowed; this statement is an INSERT'
    }
  },
  'duckdb-missing': {
    turn: 'administrator',
    sentence: t => t.__('The local engine lacks the Python package %1.', 'duckdb'),
    advice: t =>
      t.__(
        'Run “pip install duckdb sqlglot” in the environment of the Jupyter server and restart it.'
      ),
    signs: [
      { text: /No module named '?(duckdb|sqlglot)|(duckdb|sqlglot) is(?:n't| not) installed/i }
    ],
    example: { from: 'call', name: 'InternalServerException', text: "No module named 'duckdb'" }
  },
  'lake-missing': {
    turn: 'administrator',
    sentence: t => t.__('There is no lake folder to read.'),
    advice: t =>
      t.__(
        'Set SECURITY_LAKE_ML_LAKE_DIR to a lake, or make one with “security-lake-ml demo-lake DIR”.'
      ),
    signs: [
      {
        text: /no lake (folder|directory)|lake (folder|directory)\b.*\b(not|doesn't|isn't|missing)/i
      }
    ],
    example: {
      from: 'call',
      name: 'InvalidRequestException',
      text: 'There is no lake folder at /srv/lake'
    }
  },
  'credentials-missing': {
    turn: 'administrator',
    sentence: t => t.__('The Jupyter server has no AWS credentials.'),
    advice: t =>
      t.__(
        'Give the server a role or a profile (AWS_PROFILE), then press Refresh. Credentials never go to the browser.'
      ),
    signs: [{ text: /no credentials|unable to locate credentials|NoCredentials/i }],
    example: { from: 'call', name: 'AccessDeniedException', text: 'Unable to locate credentials' }
  },
  'credentials-expired': {
    turn: 'you',
    sentence: t => t.__('The AWS credentials of the Jupyter server have expired.'),
    advice: t => t.__('Sign in again (for instance “aws sso login”), then try again.'),
    signs: [
      { name: /ExpiredToken|RequestExpired|TokenRefreshRequired/ },
      { text: /token.{0,40}expired|expired.{0,20}(token|credentials)|SSO session .*expired/i }
    ],
    example: {
      from: 'call',
      name: 'ExpiredTokenException',
      text: 'The security token included in the request is expired'
    }
  },
  'clock-wrong': {
    turn: 'administrator',
    sentence: t => t.__('The clock of the Jupyter server differs too much from the time at AWS.'),
    advice: t => t.__('Set the clock of the machine that runs the Jupyter server.'),
    signs: [{ text: /Signature (expired|not yet current)|RequestTimeTooSkewed/i }],
    example: {
      from: 'call',
      name: 'InvalidSignatureException',
      text: 'Signature expired: 20260101T000000Z is now earlier than 20260101T000500Z'
    }
  },
  'credentials-invalid': {
    turn: 'administrator',
    sentence: t => t.__('AWS does not accept the credentials of the Jupyter server.'),
    advice: t => t.__('Check AWS_PROFILE or the keys in the environment of the Jupyter server.'),
    signs: [
      {
        name: /UnrecognizedClient|InvalidClientTokenId|InvalidSignature|IncompleteSignature|MissingAuthenticationToken|SignatureDoesNotMatch|InvalidAccessKeyId/
      }
    ],
    example: {
      from: 'call',
      name: 'UnrecognizedClientException',
      text: 'The security token included in the request is invalid.'
    }
  },
  'workgroup-missing': {
    turn: 'administrator',
    sentence: t => t.__('The Athena workgroup does not exist or may not be used.'),
    advice: t => t.__('Set SECURITY_LAKE_ML_WORKGROUP to a workgroup that you may use.'),
    signs: [
      {
        text: /work ?group\b.*\b(is not found|not found|does not exist|is not allowed|isn't allowed)/i
      }
    ],
    example: {
      from: 'call',
      name: 'InvalidRequestException',
      text: 'WorkGroup analysts is not found.'
    }
  },
  'workgroup-disabled': {
    turn: 'administrator',
    sentence: t => t.__('The Athena workgroup is turned off.'),
    advice: t => t.__('Turn the workgroup on, or choose another with SECURITY_LAKE_ML_WORKGROUP.'),
    signs: [{ text: /work ?group\b.*\bdisabled/i }],
    example: {
      from: 'call',
      name: 'InvalidRequestException',
      text: 'WorkGroup primary is disabled'
    }
  },
  'output-missing': {
    turn: 'administrator',
    sentence: t => t.__('Athena has no place to put results.'),
    advice: t =>
      t.__(
        'Turn on managed query results in the workgroup, or give it an output location (SECURITY_LAKE_ML_OUTPUT_LOCATION).'
      ),
    signs: [
      { text: /No output location provided|(verify\/create|access) output (bucket|location)/i }
    ],
    example: {
      from: 'call',
      name: 'InvalidRequestException',
      text: 'No output location provided. An output location is required either through the Workgroup result configuration setting or as an API input.'
    }
  },
  'output-unwritable': {
    turn: 'administrator',
    sentence: t => t.__('Athena could not write the results to their place in S3.'),
    advice: t =>
      t.__(
        'The role needs s3:PutObject and s3:GetBucketLocation there, and the KMS key if the bucket has one.'
      ),
    signs: [
      { types: [[401, 402]] },
      { text: /Access denied when writing (output )?to (location|url)/i }
    ],
    example: {
      from: 'query',
      type: 401,
      text: 'PERMISSION_DENIED: Access denied when writing to location: s3://results/q.csv'
    }
  },
  'state-unusable': {
    turn: 'administrator',
    sentence: t => t.__('The Jupyter server cannot use its own folder, so it starts no query.'),
    advice: t =>
      t.__(
        'Free space on that disk or mend the rights of the folder that the details name, or set SecurityLakeApp.state_dir to another one.'
      ),
    signs: [{ text: /^STATE_UNUSABLE/ }],
    example: {
      from: 'call',
      name: 'StateUnusableException',
      status: 500,
      text: "STATE_UNUSABLE: The server can't use /home/a/queries.sqlite3: database or disk is full"
    }
  },
  'athena-unreachable': {
    turn: 'wait',
    transient: true,
    sentence: t => t.__('The Jupyter server cannot reach Athena.'),
    advice: t =>
      t.__(
        'A query that was started goes on; try again when the network is back. If it stays, the server’s proxy or, in a VPC without internet, an endpoint for Athena is missing.'
      ),
    signs: [
      { text: /^UNREACHABLE|Athena can't be reached/ },
      { status: [503], text: /FOREIGN_ANSWER/ }
    ],
    example: {
      from: 'call',
      name: 'ServiceUnavailableException',
      status: 503,
      text: "UNREACHABLE: Athena can't be reached: Could not connect to the endpoint URL"
    }
  },
  'answered-for-athena': {
    turn: 'administrator',
    sentence: t => t.__('Something between the Jupyter server and AWS answered in Athena’s place.'),
    advice: t =>
      t.__(
        'Check HTTPS_PROXY and NO_PROXY of the Jupyter server, and that the proxy or its sign-in page lets Athena through.'
      ),
    signs: [{ name: /ForeignAnswer/ }, { text: /FOREIGN_ANSWER/ }],
    example: {
      from: 'call',
      name: 'ForeignAnswerException',
      status: 400,
      text: 'FOREIGN_ANSWER: Something answered in place of Athena, such as a proxy (HTTP 200, text/html)'
    }
  },
  'backend-not-ready': {
    turn: 'administrator',
    sentence: t => t.__('Nothing is set up yet that could answer queries.'),
    advice: t => t.__('The details say what is missing. Press Refresh when it has been mended.'),
    signs: [{ name: /BackEndNotReady/ }, { text: /^NOT_READY/ }],
    example: { from: 'call', name: 'BackEndNotReadyException', text: 'Athena does not answer' }
  }
} satisfies Record<string, IFailure>;
