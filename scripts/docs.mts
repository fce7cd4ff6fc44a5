// npm run -s docs [-- --check]
// Writes docs/questions.md, docs/errors.md and docs/lakeml.schema.json from the records, so that they can't drift.
import { readFileSync, writeFileSync } from 'node:fs';
import { parseArgs } from 'node:util';

import { format } from 'prettier';

import { errorsPage } from './docs/errors-page.mts';
import { questionsPage } from './docs/questions-page.mts';
import { specSchema } from './docs/spec-schema.mts';

const { values } = parseArgs({ options: { check: { type: 'boolean', default: false } } });
const pages: [string, string][] = [
  [
    'docs/errors.md',
    await format(errorsPage(), { parser: 'markdown', printWidth: 100, proseWrap: 'preserve' })
  ],
  [
    'docs/questions.md',
    await format(questionsPage(), { parser: 'markdown', printWidth: 100, proseWrap: 'preserve' })
  ],
  [
    'docs/lakeml.schema.json',
    await format(JSON.stringify(specSchema()), { parser: 'json', printWidth: 100 })
  ]
];
let stale = 0;
for (const [path, text] of pages) {
  if (!values.check) {
    writeFileSync(path, text);
  } else if (read(path) !== text) {
    console.error(`${path} is not what the records say; run "npm run docs".`);
    stale += 1;
  }
}
process.exitCode = stale > 0 ? 1 : 0;

function read(path: string): string {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    return '';
  }
}
