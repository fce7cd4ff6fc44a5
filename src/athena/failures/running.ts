import type { IFailure } from './failure';

/** Failures of a query under way: limits, capacity, time, storage, stopping, results. */
export const RUNNING = {
  'concurrency-limit': {
    turn: 'wait',
    transient: true,
    sentence: t => t.__('Too many queries of this account are running or waiting.'),
    advice: t => t.__('Wait until others have ended and try again, or ask for a higher quota.'),
    signs: [{ text: /CONCURRENT_QUERY_LIMIT_EXCEEDED|too many (?:concurrent )?queries/i }],
    example: {
      from: 'call',
      name: 'TooManyRequestsException',
      text: 'CONCURRENT_QUERY_LIMIT_EXCEEDED: You have exceeded the limit for the number of queries you can run concurrently.'
    }
  },
  throttled: {
    turn: 'wait',
    transient: true,
    sentence: t => t.__('AWS asks to slow down: there are too many requests from this account.'),
    advice: t => t.__('Wait a minute and try again.'),
    signs: [
      { name: /Throttl|TooManyRequests|RequestLimitExceeded|SlowDown/ },
      { types: [[1400, 1406]] },
      { text: /Rate exceeded|throttl|SlowDown|reduce your request rate/i }
    ],
    example: { from: 'call', name: 'ThrottlingException', text: 'Rate exceeded' }
  },
  'scan-limit': {
    turn: 'you',
    sentence: t =>
      t.__('The query was stopped: it would have read more than the workgroup allows.'),
    advice: t =>
      t.__(
        'Choose a shorter range, fewer accounts or regions, or ask for a higher limit. What was read until then is billed.'
      ),
    signs: [{ text: /Bytes scanned limit/i }],
    example: { from: 'query', text: 'Query cancelled! : Bytes scanned limit was exceeded' }
  },
  'time-limit': {
    turn: 'you',
    sentence: t => t.__('The query ran longer than Athena allows.'),
    advice: t => t.__('Choose a shorter range, a coarser grain, or fewer fields to group by.'),
    signs: [
      {
        types: [
          [206, 206],
          [210, 210]
        ]
      },
      { text: /Query timed? ?out|Query timeout|EXCEEDED_TIME_LIMIT/i }
    ],
    example: { from: 'query', type: 210, text: 'Query timeout' }
  },
  'resources-exhausted': {
    turn: 'you',
    sentence: t => t.__('The query needs more memory than Athena has for one query.'),
    advice: t =>
      t.__('Choose a shorter range, a coarser grain, or fields with fewer different values.'),
    signs: [
      { text: /EXHAUSTED|EXCEEDED_\w*MEMORY|exhausted resources|Out of Memory/i },
      { types: [[0, 8]] }
    ],
    example: { from: 'query', type: 0, text: 'Query exhausted resources at this scale factor' }
  },
  'capacity-missing': {
    turn: 'wait',
    sentence: t => t.__('The reserved capacity of the workgroup is not enough or not ready.'),
    advice: t => t.__('Wait and try again, or use a workgroup without reserved capacity.'),
    signs: [{ types: [[1602, 1602]] }, { text: /capacity reservation/i }],
    example: { from: 'query', type: 1602, text: 'Capacity reservation is not active' }
  },
  'files-gone': {
    turn: 'you',
    sentence: t =>
      t.__(
        'Files that the table still lists are gone from S3, as after the lake’s retention time.'
      ),
    advice: t =>
      t.__('Choose a range that begins later. One day less than the retention time is safe.'),
    signs: [
      {
        text: /NoSuchKey|HIVE_CANNOT_OPEN_SPLIT|FileNotFound|ICEBERG_(?:CANNOT_OPEN_SPLIT|FILESYSTEM_ERROR|MISSING_METADATA)/
      },
      {
        types: [
          [1109, 1109],
          [1302, 1302]
        ]
      }
    ],
    example: {
      from: 'query',
      type: 233,
      text: 'ICEBERG_CANNOT_OPEN_SPLIT: Error opening Iceberg split s3://lake/a.parquet: NoSuchKey'
    }
  },
  'files-unreadable': {
    turn: 'administrator',
    sentence: t => t.__('Files of the table could not be read.'),
    advice: t =>
      t.__(
        'The details name the file. Rows of a custom source that were written wrongly must be repaired there.'
      ),
    signs: [
      { text: /HIVE_BAD_DATA|HIVE_CURSOR_ERROR|ICEBERG_|BAD_DATA|No magic bytes/ },
      { types: [[233, 233]] }
    ],
    example: { from: 'query', type: 233, text: 'ICEBERG_BAD_DATA: Malformed Parquet file' }
  },
  'cancelled-elsewhere': {
    turn: 'you',
    sentence: t => t.__('The query was cancelled from somewhere else.'),
    advice: t =>
      t.__(
        'Run it again when you still want it. An administrator or another tab may have stopped it.'
      ),
    signs: [
      {
        types: [
          [1011, 1011],
          [1014, 1014]
        ]
      },
      { from: 'query', text: /cancel/i }
    ],
    example: { from: 'query', text: 'Query was cancelled by user' }
  },
  'results-deleted': {
    turn: 'you',
    sentence: t => t.__('The results of this query have been deleted.'),
    advice: t => t.__('Run it again. Athena keeps managed results for 24 hours.'),
    signs: [
      {
        text: /results? (?:location |file |object )?.*(?:deleted|expired|no longer)|Could not find results|results? (?:were |was )?not found/i
      }
    ],
    example: { from: 'call', name: 'InvalidRequestException', text: 'Could not find results' }
  },
  'query-unknown': {
    turn: 'you',
    sentence: t => t.__('The server does not know this query any more.'),
    advice: t =>
      t.__('Run it again. The server may have been restarted, or the query is older than 45 days.'),
    signs: [
      {
        text: /Query ?Execution\b.*(?:not found|does not exist|unknown|not started)|unknown query/i
      },
      { text: /\bquery id\b.*(?:not found|not known|unknown|does not exist)/i }
    ],
    example: {
      from: 'call',
      name: 'InvalidRequestException',
      text: 'QueryExecution 6a1f1b1e-0000-4000-8000-000000000000 was not found'
    }
  },
  'not-finished': {
    turn: 'wait',
    transient: true,
    sentence: t => t.__('The query has not ended yet.'),
    advice: t => t.__('Wait until it has, or cancel it.'),
    signs: [{ text: /not yet finished/i }],
    example: {
      from: 'call',
      name: 'InvalidRequestException',
      text: 'Query has not yet finished. Current state: RUNNING'
    }
  },
  'athena-internal': {
    turn: 'wait',
    transient: true,
    sentence: t => t.__('Athena had a fault of its own.'),
    advice: t => t.__('Try again in a moment. If it stays, look at the AWS Health Dashboard.'),
    signs: [
      { name: /InternalServer|InternalFailure|ServiceUnavailable|InternalError/ },
      {
        types: [
          [100, 303],
          [9999, 9999]
        ]
      },
      { from: 'call', status: [500, 502, 503, 504] },
      { text: /GENERIC_INTERNAL_ERROR|INTERNAL_ERROR/ }
    ],
    example: { from: 'call', name: 'InternalServerException', status: 500, text: 'Internal error' }
  },
  'request-invalid': {
    turn: 'us',
    sentence: t => t.__('Athena did not accept the request.'),
    advice: t =>
      t.__('The details say why. If they make no sense to you, report them to the project.'),
    signs: [
      {
        name: /InvalidRequest|Validation|InvalidParameter|SerializationException|UnknownOperation/
      },
      { types: [[1000, 1014]] }
    ],
    example: {
      from: 'call',
      name: 'InvalidRequestException',
      text: 'Idempotent parameters do not match'
    }
  },
  unknown: {
    turn: 'us',
    sentence: t => t.__('Something failed that has no name yet.'),
    advice: t => t.__('The details hold what was said. Please report them to the project.'),
    signs: [{}],
    example: { from: 'query', text: 'HIVE_SOMETHING_NEW: sorry' }
  }
} satisfies Record<string, IFailure>;
