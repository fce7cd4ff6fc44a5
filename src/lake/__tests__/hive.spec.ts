import fc from 'fast-check';

import { formatType, parseType } from '../hive';
import type { ColumnType } from '../types';

const word = fc.constantFrom('a', 'b_1', 'uid', 'user', 'x9');
const type: fc.Arbitrary<ColumnType> = fc.letrec<{ type: ColumnType }>(tie => ({
  type: fc.oneof(
    { depthSize: 'small' },
    fc
      .constantFrom(
        'string',
        'bigint',
        'int',
        'boolean',
        'timestamp',
        'decimal(3,1)',
        'varchar(20)'
      )
      .map((name): ColumnType => ({ kind: 'scalar', name })),
    tie('type').map((element): ColumnType => ({ kind: 'array', element })),
    fc
      .tuple(tie('type'), tie('type'))
      .map(([key, value]): ColumnType => ({ kind: 'map', key, value })),
    fc
      .array(fc.record({ name: word, type: tie('type') }), { maxLength: 4 })
      .map((fields): ColumnType => ({ kind: 'struct', fields }))
  )
})).type;

describe('parseType', () => {
  it('reads back every type that can be written', () => {
    fc.assert(
      fc.property(type, written => expect(parseType(formatType(written))).toEqual(written))
    );
  });

  it('takes blanks and upper case as Glue and others write them', () => {
    expect(formatType(parseType(' ARRAY < STRUCT<Name : STRING, n: decimal(3, 1)> > '))).toBe(
      'array<struct<name:string,n:decimal(3,1)>>'
    );
  });

  it('keeps a text that is no type as a scalar of that name, whatever it is', () => {
    expect(parseType('struct<a:')).toEqual({ kind: 'scalar', name: 'struct<a:' });
    fc.assert(fc.property(fc.string(), text => expect(parseType(text)).toHaveProperty('kind')));
    expect(parseType('array<'.repeat(5000))).toHaveProperty('kind', 'scalar');
  });
});
