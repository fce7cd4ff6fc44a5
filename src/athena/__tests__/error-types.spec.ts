/** @jest-environment node */
import { AthenaError, ENGLISH } from '../errors';
import type { FailureCode, IEvidence } from '../failures';
import type { ErrorTurn } from '../types';

/**
 * `AthenaError.ErrorType` of a failed query: what each means, whose turn it is then.
 *
 * Source: Amazon Athena User Guide, "Error type reference" (error-reference.html).
 */
const TYPES: [number, FailureCode, ErrorTurn][] = [
  ...range(0, 8).map(type => [type, 'resources-exhausted', 'you'] as const),
  [100, 'athena-internal', 'wait'],
  [200, 'athena-internal', 'wait'],
  [303, 'athena-internal', 'wait'],
  [206, 'time-limit', 'you'],
  [210, 'time-limit', 'you'],
  [233, 'files-unreadable', 'administrator'],
  [234, 'lake-formation-denied', 'administrator'],
  [401, 'output-unwritable', 'administrator'],
  [402, 'output-unwritable', 'administrator'],
  [1000, 'request-invalid', 'us'],
  [1006, 'syntax-error', 'you'],
  [1008, 'request-invalid', 'us'],
  [1011, 'cancelled-elsewhere', 'you'],
  [1014, 'cancelled-elsewhere', 'you'],
  [1100, 'value-unusable', 'us'],
  [1109, 'files-gone', 'you'],
  [1110, 'table-not-found', 'you'],
  [1302, 'files-gone', 'you'],
  ...range(1400, 1406).map(type => [type, 'throttled', 'wait'] as const),
  [1500, 'permission-denied', 'administrator'],
  [1501, 'bucket-denied', 'administrator'],
  [1602, 'capacity-missing', 'wait'],
  [1700, 'lake-formation-denied', 'administrator'],
  [1701, 'metadata-unreadable', 'administrator'],
  [9999, 'athena-internal', 'wait']
] as [number, FailureCode, ErrorTurn][];

/** Exceptions and `AthenaErrorCode`s of the calls themselves. */
const CALLS: [string, string, FailureCode, ErrorTurn][] = [
  ['TooManyRequestsException', 'CONCURRENT_QUERY_LIMIT_EXCEEDED', 'concurrency-limit', 'wait'],
  ['ThrottlingException', 'Rate exceeded', 'throttled', 'wait'],
  ['InternalServerException', 'Internal error', 'athena-internal', 'wait'],
  ['MetadataException', 'Rejecting request from Glue', 'metadata-unreadable', 'administrator'],
  ['InvalidRequestException', 'Could not find results', 'results-deleted', 'you'],
  ['InvalidRequestException', 'QueryExecution x was not found', 'query-unknown', 'you'],
  [
    'InvalidRequestException',
    'Query has not yet finished. Current state: RUNNING',
    'not-finished',
    'wait'
  ],
  ['InvalidRequestException', 'WorkGroup x is not found.', 'workgroup-missing', 'administrator'],
  ['AccessDeniedException', 'no', 'permission-denied', 'administrator'],
  ['ExpiredTokenException', 'expired', 'credentials-expired', 'you'],
  ['InvalidSignatureException', 'Signature expired: 1', 'clock-wrong', 'administrator'],
  ['UnrecognizedClientException', 'invalid', 'credentials-invalid', 'administrator'],
  [
    'ServiceUnavailableException',
    "UNREACHABLE: Athena can't be reached: no answer in time",
    'athena-unreachable',
    'wait'
  ],
  ['ForeignAnswerException', 'FOREIGN_ANSWER: …', 'answered-for-athena', 'administrator'],
  ['BackEndNotReadyException', 'no lake', 'backend-not-ready', 'administrator']
];

function range(from: number, to: number): number[] {
  return Array.from({ length: to - from + 1 }, (_, i) => from + i);
}

function told(evidence: IEvidence) {
  const error = AthenaError.from(evidence);
  return {
    code: error.code,
    turn: error.turn,
    sentence: error.sentence(ENGLISH),
    advice: error.advice(ENGLISH)
  };
}

describe('Every error type that Athena documents', () => {
  it.each(TYPES)('%i is %s, and it is the turn of: %s', (type, code, turn) => {
    // By its number alone: the text is Athena's to change.
    expect(told({ from: 'query', type, text: '' })).toMatchObject({ code, turn });
  });

  it.each(CALLS)('%s “%s” is %s, and it is the turn of: %s', (name, text, code, turn) => {
    expect(told({ from: 'call', name, text })).toMatchObject({ code, turn });
  });

  it('is not told to go to Athena with what Athena itself doesn’t support', () => {
    const text = 'NOT_SUPPORTED: line 1:8: Correlated queries not yet supported';
    expect(told({ from: 'query', type: 1006, text }).code).toBe('syntax-error');
    const local = 'NOT_SUPPORTED: line 1:8: WITH RECURSIVE is not supported by the local engine';
    expect(told({ from: 'query', type: 1006, text: local }).code).toBe('not-translatable');
  });

  it('has a sentence and an advice of its own', () => {
    const all = [
      ...TYPES.map(([type]) => told({ from: 'query', type, text: '' })),
      ...CALLS.map(([name, text]) => told({ from: 'call', name, text }))
    ];
    const codes = new Set(all.map(({ code }) => code));
    expect(new Set(all.map(({ sentence }) => sentence)).size).toBe(codes.size);
    expect(new Set(all.map(({ advice }) => advice)).size).toBe(codes.size);
  });
});
