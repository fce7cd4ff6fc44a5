import { nativeTable, nativeTables } from '../../lake/__tests__/tables';
import type { ILakeTable } from '../../lake/types';
import { QUESTIONS, isFor } from '../../questions/catalogue';
import { missingFields } from '../../questions/prerequisites';
import type { IQuestion } from '../../questions/types';
import { dayTemplate, fillTemplate } from '../day-template';
import { whyNotKept } from '../kept';
import { compileModel, type IQueryModel } from '../model';
import { seriesStatement } from '../series';
import { KEPT_LIMIT } from '../series-rows';

const DAY = 86_400_000;
const RANGE = { from: Date.UTC(2026, 4, 1), to: Date.UTC(2026, 5, 1) };
const NEXT = { from: RANGE.to, to: RANGE.to + DAY };

const v1 = nativeTable('cloud_trail_mgmt_1_0');
const v2 = nativeTable('cloud_trail_mgmt_2_0');

type Question = Pick<IQuestion, 'keys' | 'measure' | 'filter' | 'time'>;

const of = (operation: string): Question => ({
  keys: ['identity'],
  measure: { kind: 'count' },
  filter: [{ field: 'operation', op: 'eq', value: operation }]
});

function model(
  tables: ILakeTable[],
  question: Question,
  cutOver: number | null = null
): IQueryModel {
  return compileModel({
    tables,
    question,
    range: RANGE,
    bucketMs: 3_600_000,
    accounts: [],
    regions: [],
    now: NEXT.to,
    cutOver
  });
}

const over =
  (compiled: IQueryModel) =>
  (range: typeof RANGE): string =>
    seriesStatement({ ...compiled, range }, KEPT_LIMIT).sql;

const pairs = QUESTIONS.flatMap(question =>
  nativeTables()
    .filter(table => isFor(question, table) && missingFields(question, table).length === 0)
    .map((table): [string, IQuestion, ILakeTable] => [
      `${question.id} of ${table.name}`,
      question,
      table
    ])
);

describe('the template of a statement', () => {
  it.each(pairs)('is the same for all days, or its days are not kept: %s', (_, question, table) => {
    const compiled = model([table], question);
    if (whyNotKept(compiled) === null) {
      const template = dayTemplate(over(compiled), RANGE);
      expect(template).not.toBeNull();
      expect(dayTemplate(over(compiled), NEXT)).toBe(template);
      expect(fillTemplate(template!, NEXT)).toBe(over(compiled)(NEXT));
    } else {
      expect(question.time).toBeDefined();
    }
  });

  it.each([[v1], [v2]])('differs between statements that ask for different things', table => {
    const template = (operation: string) => dayTemplate(over(model([table], of(operation))), RANGE);
    expect(template('x')).not.toBe(template('y'));
  });

  it.each([
    '{{start ms}}',
    '{{end day}}',
    '22010202',
    '2201-02-03 00:00:00.000',
    String(Date.UTC(2201, 1, 3))
  ])('isn’t made when a value could be taken for an end of the range: %s', value => {
    expect(dayTemplate(over(model([v1], of(value))), RANGE)).toBeNull();
    expect(dayTemplate(over(model([v2], of(value))), RANGE)).toBeNull();
  });

  it('is filled as the server fills it', () => {
    const text = '{{start ms}} {{end ms}} {{start time}} {{end time}} {{start day}} {{end day}}';
    expect(fillTemplate(text, { from: 1_767_225_600_000, to: 1_767_484_799_999 })).toBe(
      '1767225600000 1767484799999 2026-01-01 00:00:00.000 2026-01-03 23:59:59.999 20251231 20260104'
    );
  });
});

describe('days that depend on more than themselves', () => {
  it('are those of both versions of a source without a moment of cutting over', () => {
    expect(whyNotKept(model([v1, v2], of('x')))).toBe('two-versions');
    expect(whyNotKept(model([v1, v2], of('x'), RANGE.from + DAY))).toBeNull();
    expect(
      whyNotKept(
        model([v1, nativeTable('vpc_flow_2_0')], { ...of('x'), filter: [], keys: ['account'] })
      )
    ).toBeNull();
  });

  it('are those put into buckets by another time than the row’s own', () => {
    const question = { ...of('x'), filter: [], keys: ['account'], time: 'finding_created' };
    expect(whyNotKept(model([nativeTable('sh_findings_2_0')], question))).toBe('other-time');
  });
});
