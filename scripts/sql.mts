// npm run -s sql -- OUT.jsonl [--from ISO --to ISO] [--tables MORE.json]
// Writes every statement that the catalogue can make, and those of questions of one's own, as lines {"id", "table",
// "kind", "sql"}. --tables adds custom sources, in the form of a lake's tables.json.
import { writeFileSync } from 'node:fs';
import { parseArgs } from 'node:util';

import { parseMoment } from '../src/analysis/plan/range';
import { nativeTables } from './sql/tables.mts';
import { variants } from './sql/variants.mts';

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: { from: { type: 'string' }, to: { type: 'string' }, tables: { type: 'string' } }
});
if (positionals.length !== 1) {
  console.error('usage: npm run -s sql -- OUT.jsonl [--from ISO --to ISO] [--tables MORE.json]');
  process.exit(2);
}
try {
  const now = Date.now();
  const to = values.to ? parseMoment(values.to, 'end') : now;
  const from = values.from ? parseMoment(values.from, 'start') : to - 30 * 86_400_000;
  if (from >= to) {
    throw new Error('The end of the range is not after its start.');
  }
  const lines = [...variants(nativeTables(values.tables), { from, to }, Math.max(now, to))];
  writeFileSync(positionals[0], lines.map(line => `${JSON.stringify(line)}\n`).join(''));
  console.error(`${lines.length} statements`);
} catch (error) {
  console.error(`sql: ${(error as Error).message}`);
  process.exit(2);
}
