import { scalarPaths } from '../../lake/paths';
import { nativeTables } from '../../lake/__tests__/tables';
import { checkStatement } from '../../sql/check';
import { compileModel } from '../../sql/model';
import { operatorsFor, type OperatorName } from '../operators';
import type { Condition } from '../types';

function example(field: string, type: string, op: OperatorName): Condition {
  const value = type === 'boolean' ? true : type.startsWith('timestamp') ? '2025-03-01' : '7';
  switch (op) {
    case 'is-null':
    case 'not-null':
      return { field, op };
    case 'in':
    case 'not-in':
      return { field, op, value: [value] };
    case 'in-cidr':
    case 'not-in-cidr':
      return { field, op, value: ['10.0.0.0/8'] };
    default:
      return { field, op, value } as Condition;
  }
}

describe('operatorsFor', () => {
  it('offers for every scalar of every table only what becomes a statement', () => {
    for (const table of nativeTables()) {
      for (const { path, type } of scalarPaths(table)) {
        for (const op of operatorsFor(type)) {
          const model = compileModel({
            tables: [table],
            question: {
              keys: ['account'],
              measure: { kind: 'count' },
              filter: [example(path, type, op)]
            },
            range: { from: 0, to: 3_600_000 },
            bucketMs: 3_600_000,
            accounts: [],
            regions: [],
            now: 3_600_000,
            cutOver: null
          });
          const span = { bucketMs: 3_600_000, first: 0, end: 1 };
          expect(checkStatement(model, [], span).sql).toContain('SELECT');
        }
      }
    }
  });

  it('has no text operators for numbers and no order for true and false', () => {
    expect(operatorsFor('bigint')).not.toContain('contains');
    expect(operatorsFor('boolean')).not.toContain('lt');
    expect(operatorsFor('string')).toContain('in-cidr');
  });
});
