import { resolveField } from '../../lake/fields';
import { customTable, nativeTable, nativeTables } from '../../lake/__tests__/tables';
import { defaultQuestion, isFor, questionById, questionsFor, QUESTIONS } from '../catalogue';
import { missingFields, neededFields } from '../prerequisites';

describe('the catalogue', () => {
  it('has distinct ids in kebab case and every text that the panel shows', () => {
    expect(new Set(QUESTIONS.map(question => question.id)).size).toBe(QUESTIONS.length);
    for (const question of QUESTIONS) {
      expect(question.id).toMatch(/^[a-z0-9]+(-[a-z0-9]+)*$/);
      expect(question.title.length).toBeLessThan(50);
      for (const words of [question.why, question.falsePositives, question.next]) {
        expect(words).toMatch(/^[A-Z].*[.?]$/s);
      }
      expect(question.keys.length).toBeGreaterThan(0);
      expect(question.detectors.length).toBeGreaterThan(0);
      question.attack.forEach(id => expect(id).toMatch(/^T\d{4}(\.\d{3})?$/));
    }
  });

  it('has at least 60 questions, over all eight sources', () => {
    expect(QUESTIONS.length).toBeGreaterThanOrEqual(60);
    expect(
      new Set(QUESTIONS.flatMap(question => question.sources.map(entry => entry.source))).size
    ).toBe(8);
  });

  it('asks of every table only what its columns can answer', () => {
    const tables = nativeTables();
    for (const question of QUESTIONS) {
      for (const { source, versions } of question.sources) {
        for (const version of versions) {
          const table = tables.find(entry => entry.source === source && entry.version === version);
          expect(table).toBeDefined();
          expect([question.id, version, missingFields(question, table!)]).toEqual([
            question.id,
            version,
            []
          ]);
        }
      }
    }
  });

  it('groups by and counts only fields with one value in a row', () => {
    for (const table of nativeTables()) {
      for (const question of questionsFor(table)) {
        const fields = [
          ...question.keys,
          ...('field' in question.measure ? [question.measure.field] : [])
        ];
        fields.forEach(field => expect(resolveField(table, field)).toMatchObject({ many: false }));
      }
    }
  });

  it('has a default question for every native table and none for others', () => {
    nativeTables().forEach(table => expect(defaultQuestion(table)).not.toBeNull());
    expect(defaultQuestion(customTable('other', [['time', 'bigint']]))).toBeNull();
  });

  it('counts findings of Security Hub by id and creation, and offers updates beside it', () => {
    const [first, second] = questionsFor(nativeTable('sh_findings_1_0'));
    expect(first).toMatchObject({
      measure: { kind: 'distinct', field: 'finding_id' },
      time: 'finding_created'
    });
    expect(second).toMatchObject({ measure: { kind: 'count' } });
    expect(second.time).toBeUndefined();
  });

  it('leaves out what version 1 can not answer', () => {
    const question = questionById('exploitable-vulnerabilities')!;
    expect(isFor(question, nativeTable('sh_findings_2_0'))).toBe(true);
    expect(isFor(question, nativeTable('sh_findings_1_0'))).toBe(false);
  });
});

describe('prerequisites', () => {
  it('name the fields that a table lacks, with the reason', () => {
    const table = customTable('amazon_security_lake_table_us_east_1_vpc_flow_2_0', [
      ['time', 'bigint'],
      ['time_dt', 'timestamp'],
      ['src_endpoint', 'struct<ip:string>']
    ]);
    const question = questionById('vpc-rejected-inbound')!;
    expect(missingFields(question, table).map(entry => entry.field)).toContain('interface');
    expect(questionsFor(table)).not.toContain(question);
  });

  it('find fields inside of nested conditions', () => {
    expect(neededFields(questionById('iam-changes')!)).toEqual(
      expect.arrayContaining(['identity', 'operation', 'class_uid', 'read_only'])
    );
  });
});
