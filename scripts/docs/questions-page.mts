// The catalogue as one page: what each question counts, why, and its SQL in both versions.
import { planAnalysis } from '../../src/analysis/plan';
import { SOURCES } from '../../src/lake';
import type { ILakeTable } from '../../src/lake/types';
import { isFor, QUESTIONS } from '../../src/questions';
import type { Condition, IQuestion, Measure } from '../../src/questions/types';
import { nativeTables } from '../sql/tables.mts';
import { specFor } from '../sql/variants.mts';

const FROM = Date.UTC(2025, 2, 1);
const TO = Date.UTC(2025, 2, 31);

/** Markdown of `docs/questions.md`. */
export function questionsPage(): string {
  const tables = nativeTables();
  const parts = [
    '# Questions',
    `Made by \`npm run docs\` from \`src/questions/\`; change the records there. The ${QUESTIONS.length} questions are listed by log source. ` +
      'Each shows its series statement over March 2025 for both versions of the table; the panel fills in your range, accounts and regions. ' +
      'Fields are logical names: the path behind each is in the SQL. How to add one: [adding-a-question.md](adding-a-question.md).'
  ];
  for (const { source, label } of SOURCES) {
    const asked = QUESTIONS.filter(question =>
      question.sources.some(entry => entry.source === source)
    );
    parts.push(`## ${label}`, overview(asked));
    asked.forEach(question => parts.push(section(question, tables)));
  }
  return `${parts.join('\n\n')}\n`;
}

function overview(questions: readonly IQuestion[]): string {
  const rows = questions.map(
    question =>
      `| [${question.title}](#${question.id}) | ${code(question.keys)} | ${escape(measureText(question.measure))} | ${question.grain} | ${question.attack.join(', ') || '—'} |`
  );
  return ['| Question | By | Counts | Grain | ATT&CK |', '|---|---|---|---|---|', ...rows].join(
    '\n'
  );
}

function section(question: IQuestion, tables: readonly ILakeTable[]): string {
  const facts = [
    `- Counts: ${measureText(question.measure)} by ${code(question.keys)}, by the ${question.grain}${question.time ? `, in the bucket of \`${question.time}\`` : ''}`,
    `- Where: ${question.filter.length > 0 ? question.filter.map(conditionText).join(' and ') : 'all rows'}`,
    `- Looks for: ${question.detectors.join(', ')}`,
    `- ATT&CK: ${question.attack.map(id => `[${id}](https://attack.mitre.org/techniques/${id.replace('.', '/')}/)`).join(', ') || '—'}`,
    `- Likely false positives: ${question.falsePositives}`,
    `- Next: ${question.next}`
  ];
  const statements = tables
    .filter(table => isFor(question, table))
    .map(table => {
      const plan = planAnalysis(specFor(question, [table]), tables, {
        now: TO,
        range: { from: FROM, to: TO }
      });
      return `<details><summary>SQL, version ${table.version}</summary>\n\n\`\`\`sql\n${plan.series.sql}\n\`\`\`\n\n</details>`;
    });
  return [
    `### <a id="${question.id}"></a>${question.title}`,
    `\`${question.id}\` — ${question.why}`,
    facts.join('\n'),
    ...statements
  ].join('\n\n');
}

function measureText(measure: Measure): string {
  switch (measure.kind) {
    case 'count':
      return 'events';
    case 'distinct':
      return `distinct \`${measure.field}\``;
    case 'sum':
      return `sum of \`${measure.field}\``;
    case 'ratio':
      return `share of events where ${measure.of.map(conditionText).join(' and ')}`;
  }
}

function conditionText(condition: Condition): string {
  if ('any' in condition) {
    return `(${condition.any.map(conditionText).join(' or ')})`;
  }
  if ('all' in condition) {
    return `(${condition.all.map(conditionText).join(' and ')})`;
  }
  if ('not' in condition) {
    return `not ${conditionText(condition.not)}`;
  }
  const { field, op } = condition;
  const words: Record<string, string> = {
    eq: '=',
    ne: '≠',
    lt: '<',
    le: '≤',
    gt: '>',
    ge: '≥',
    'is-null': 'is missing',
    'not-null': 'is there'
  };
  const value = 'value' in condition ? [condition.value].flat().map(entry => `\`${entry}\``) : [];
  return `\`${field}\` ${words[op] ?? op.replaceAll('-', ' ')} ${value.join(', ')}`.trim();
}

function code(names: readonly string[]): string {
  return names.map(entry => `\`${entry}\``).join(', ');
}

function escape(text: string): string {
  return text.replaceAll('|', '\\|');
}
