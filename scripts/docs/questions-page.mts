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
  parts.push('## What these logs do not show', UNSEEN.map(line => `- ${line}`).join('\n'));
  return `${parts.join('\n\n')}\n`;
}

/** Questions that suggest themselves and that no table can answer. */
const UNSEEN = [
  'Requests to the instance metadata service (169.254.169.254): VPC Flow does not record them. Look for credentials of an instance used elsewhere, as GuardDuty does.',
  'Beacons with a period below the aggregation interval of the flow log (1 to 10 minutes), and lookups within the time to live of a DNS answer.',
  'Traffic to on-premises through a transit gateway as such: ask for your networks by address.',
  'How many objects one `DeleteObjects` call removed: up to 1,000, and the event is one.',
  'The second factor of federated sign-ins, which the identity provider checks.',
  'Exploits known for a vulnerability in version 1 of Security Hub findings.'
];

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
