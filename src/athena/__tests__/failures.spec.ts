/** @jest-environment node */
import { AthenaError, ENGLISH } from '../errors';
import { FAILURES, recognise } from '../failures';
import type { FailureCode, IEvidence, IFailure } from '../failures';

const all = Object.entries(FAILURES) as [FailureCode, IFailure][];

describe('the catalogue of failures', () => {
  it.each(all.filter(([, known]) => known.example))(
    'recognises its example of %s',
    (code, known) => {
      expect(recognise(known.example as IEvidence).code).toBe(code);
    }
  );

  it.each(all)('says what %s is and what to do, in whole sentences', (_, known) => {
    for (const args of [[], ['x']]) {
      for (const text of [known.sentence(ENGLISH, args), known.advice(ENGLISH, args)]) {
        expect(text).toMatch(/^[A-Z“].*\.$/);
        expect(text).not.toMatch(/%\d|undefined|“”/);
      }
    }
  });

  it.each<[string, FailureCode, IEvidence]>([
    [
      'a column that Lake Formation hides and one that is missing are the same text',
      'column-not-found',
      {
        from: 'query',
        text: "COLUMN_NOT_FOUND: line 3:9: Column 'x' cannot be resolved or requester is not authorized to access requested resources"
      }
    ],
    [
      'S3 refused while a split was opened',
      'bucket-denied',
      {
        from: 'query',
        type: 1501,
        text: 'HIVE_CANNOT_OPEN_SPLIT: Error opening Hive split s3://b/k: Access Denied (Service: Amazon S3; Status Code: 403)'
      }
    ],
    [
      'the memory of the local engine',
      'resources-exhausted',
      { from: 'query', type: 5, text: 'EXCEEDED_LOCAL_MEMORY_LIMIT: Out of Memory' }
    ],
    ['throttled by Glue', 'throttled', { from: 'query', type: 1401, text: 'Glue said no' }],
    ['an internal error by its number', 'athena-internal', { from: 'query', type: 200, text: '' }],
    [
      'a wrong value in a function',
      'value-unusable',
      { from: 'query', type: 1100, text: 'INVALID_CAST_ARGUMENT: Cannot cast' }
    ],
    ['nothing at all', 'unknown', { from: 'query', text: '' }]
  ])('knows %s', (_, code, evidence) => {
    expect(recognise(evidence).code).toBe(code);
  });

  it('cuts what an attacker may have made long', () => {
    const text = `COLUMN_NOT_FOUND: line 1:1: Column '${'x'.repeat(5000)}' cannot be resolved`;
    const error = AthenaError.from({ from: 'query', text });
    expect(error.message.length).toBeLessThan(300);
    expect(error.technical).toContain('x'.repeat(5000));
  });
});
