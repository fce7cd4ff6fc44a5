import { nativeTable } from '../../../lake/__tests__/tables';
import { condition } from '../../../sql/conditions';
import { buildCondition } from '../conditions';
import { catalogue } from '../catalogue';

describe('A typed condition', () => {
  it.each([
    ['in', 'a, b', { field: 'f', op: 'in', value: ['a', 'b'] }],
    ['ge', ' 10 ', { field: 'f', op: 'ge', value: 10 }],
    ['lt', '1.5e3', { field: 'f', op: 'lt', value: 1500 }],
    ['gt', '2025-03-01', { field: 'f', op: 'gt', value: '2025-03-01' }],
    ['eq', 'true', { field: 'f', op: 'eq', value: 'true' }],
    ['matches', '^a+$', { field: 'f', op: 'matches', value: '^a+$' }],
    ['not-null', '', { field: 'f', op: 'not-null' }]
  ] as const)('%s %j', (op, text, wanted) => {
    expect(buildCondition('f', op, text)).toEqual(wanted);
  });

  it.each(['in', 'lt', 'eq', 'contains', 'matches', 'in-cidr'] as const)('%s needs a value', op => {
    expect(buildCondition('f', op, '')).toBeNull();
  });

  it('can be compiled for every field with every operator that is offered', () => {
    const table = nativeTable('vpc_flow_2_0');
    const fields = catalogue.fields({ tables: [table], group: '', name: '', unknown: false });
    const texts: Record<string, string> = { 'in-cidr': '10.0.0.0/8', 'not-in-cidr': '10.0.0.0/8' };
    for (const { name, operators, numeric } of fields) {
      expect(operators.length).toBeGreaterThan(1);
      for (const op of operators) {
        const fits = /_dt$/.test(name) ? '2025-03-01' : numeric ? '3' : 'true';
        const built = buildCondition(name, op, texts[op] ?? fits);
        expect(built).not.toBeNull();
        condition(table, built!);
      }
    }
  });
});
