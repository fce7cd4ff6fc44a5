import { statementShape } from '../shape';

describe('the shape of a statement', () => {
  it('leaves out values, and how many of them there are', () => {
    const shape = statementShape(
      `SELECT "k1", count(*) FROM "db"."t_2_0"\n WHERE a IN ('x', 'it''s, 2') AND d >= TIMESTAMP '2026-01-01' AND n < 1.5E9`
    );
    expect(shape).toBe(
      `SELECT "k1", count(*) FROM "db"."t_2_0" WHERE a IN (?) AND d >= TIMESTAMP ? AND n < ?`
    );
    expect(statementShape(shape)).toBe(shape);
  });

  it('keeps columns and tables, digits and quotes in their names too', () => {
    expect(statementShape(`SELECT k1 FROM "a""'b"`)).toBe(`SELECT k1 FROM "a""'b"`);
    expect(statementShape('SELECT k1')).not.toBe(statementShape('SELECT k2'));
  });
});
