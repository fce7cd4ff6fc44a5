import { execFileSync } from 'node:child_process';
import { existsSync } from 'node:fs';

import * as fc from 'fast-check';

import { cellSource } from '../cell-source';
import { commentLine, pythonBlock, pythonString } from '../python-literal';

/** What Python makes of a double-quoted literal; throws on what it would not take as one literal. */
function evaluate(literal: string): string {
  const fence = literal.startsWith('"""') ? '"""' : '"';
  let at = fence.length;
  let value = '';
  while (!literal.startsWith(fence, at)) {
    if (at >= literal.length || (fence === '"' && literal[at] === '\n')) {
      throw new Error(`No end: ${literal}`);
    }
    if (literal[at] !== '\\') {
      value += literal[at++];
      continue;
    }
    const escape = /^\\(?:x([\da-f]{2})|u([\da-f]{4})|U([\da-f]{8})|([\\"nrt]))/.exec(
      literal.slice(at, at + 10)
    );
    if (!escape) {
      throw new Error(`Unknown escape: ${literal.slice(at)}`);
    }
    const hex = escape[1] ?? escape[2] ?? escape[3];
    value += hex
      ? String.fromCodePoint(parseInt(hex, 16))
      : { '\\': '\\', '"': '"', n: '\n', r: '\r', t: '\t' }[escape[4]]!;
    at += escape[0].length;
  }
  if (at + fence.length !== literal.length) {
    throw new Error(`Goes on after its end: ${literal}`);
  }
  return value;
}

/** Text of the kind that attackers write: quotes, escapes, line ends, what hides or reorders. */
const hostile = fc
  .array(
    fc.oneof(
      fc.constantFrom(
        '"',
        '""',
        '"""',
        "'",
        "'''",
        '\\',
        '\\\\"""',
        '\n',
        '\r',
        '\r\n',
        '\u0000',
        '\u000b',
        '\u000c',
        '\u001c',
        '\u0085',
        '\u2028',
        '\u2029',
        '\u202e',
        '\u2066',
        '\u200b',
        '\ufeff',
        '\ud800',
        '{x}',
        '{{x}}',
        '$x',
        '\n!rm -rf /',
        '\n%%bash\n',
        '-- ',
        '/*',
        '\n>>> ',
        '\n  ...: ',
        '\nIn [1]: '
      ),
      fc.string({ unit: 'grapheme', maxLength: 5 }),
      fc.string({ unit: 'binary', maxLength: 5 })
    ),
    { maxLength: 12 }
  )
  .map(parts => parts.join(''));

/** Nothing but one line, and no character that hides or reorders others. */
const VISIBLE = /^[\p{L}\p{M}\p{N}\p{P}\p{S} ]*$/u;

describe('Python literals', () => {
  it('evaluate to exactly the text, whatever it holds', () => {
    fc.assert(
      fc.property(hostile, text => {
        expect(evaluate(pythonString(text))).toBe(text);
        expect(evaluate(pythonBlock(text))).toBe(text);
      }),
      { numRuns: 2000 }
    );
  });

  it('show everything they hold', () => {
    fc.assert(
      fc.property(hostile, text => {
        expect(pythonString(text)).toMatch(VISIBLE);
        for (const line of pythonBlock(text).split('\n')) {
          expect(line).toMatch(VISIBLE);
        }
        expect(commentLine(text)).toMatch(VISIBLE);
      })
    );
  });

  it('have no line that IPython strips as a pasted prompt', () => {
    fc.assert(
      fc.property(hostile, text => {
        for (const line of pythonBlock(text).split('\n').slice(1)) {
          expect(line).not.toMatch(/^\s*(>>>|\.\.\.|In \[)/);
        }
      })
    );
  });

  it('leave a statement readable', () => {
    expect(pythonBlock('\nSELECT "a"\nWHERE x = \'é\'\n')).toBe(
      '"""\nSELECT "a"\nWHERE x = \'é\'\n"""'
    );
  });

  it('are what Python itself takes them for', () => {
    const python = ['.venv/bin/python', '/usr/bin/python3'].find(existsSync);
    if (!python) {
      console.warn('No Python here: the literals are checked by a reader of this suite only.');
      return;
    }
    const texts = fc.sample(hostile, 300).map(text => text.replace(/[\ud800-\udfff]/g, ''));
    const literals = texts.flatMap(text => [pythonString(text), pythonBlock(text)]);
    const script =
      'import ast, json, sys; print(json.dumps([ast.literal_eval(t) for t in json.load(sys.stdin)]))';
    const values: unknown = JSON.parse(
      execFileSync(python, ['-c', script], { input: JSON.stringify(literals) }).toString()
    );
    expect(values).toEqual(texts.flatMap(text => [text, text]));
  });
});

describe('A cell of SQL', () => {
  const content = (sql: string, title = 'Access denied') => ({
    statement: { kind: 'events' as const, sql, database: 'db', catalog: 'AwsDataCatalog' },
    title,
    region: 'us-east-1',
    workgroup: 'primary'
  });

  it('as a comment has no line that isn’t one', () => {
    fc.assert(
      fc.property(hostile, hostile, (sql, title) => {
        for (const line of cellSource('comment', content(sql, title)).split('\n')) {
          expect(line).toMatch(/^#/);
          expect(line).toMatch(VISIBLE);
        }
      })
    );
  });

  it.each(['string', 'boto3', 'awswrangler'] as const)(
    'as %s holds the statement and no code but its own',
    style => {
      const own = cellSource(style, content('SELECT 1'));
      fc.assert(
        fc.property(hostile, sql => {
          const source = cellSource(style, content(sql));
          const from = source.indexOf('sql = ') + 'sql = '.length;
          const rest = own.slice(
            own.indexOf('sql = """\nSELECT 1\n"""') + 'sql = """\nSELECT 1\n"""'.length
          );
          expect(source.endsWith(rest)).toBe(true);
          const literal = source.slice(from, source.length - rest.length);
          expect(evaluate(literal)).toBe(`\n${sql}\n`);
        })
      );
    }
  );

  it('as magic never holds what a magic would fill in, nor text that hides', () => {
    fc.assert(
      fc.property(hostile, hostile, (sql, title) => {
        const source = cellSource('magic', content(sql, title));
        if (source.startsWith('%%sql')) {
          expect(source).not.toMatch(/[{}$]|(?<![:\w\\]):\w/);
          expect(source.split('\n').slice(2).join('\n')).toBe(sql);
          expect(source.split('\n')[1]).toMatch(/^-- /);
        } else {
          expect(source).toMatch(/^# As a string/);
        }
      })
    );
  });

  it('as magic keeps times, which have colons of their own', () => {
    const sql = "SELECT 1 WHERE t >= TIMESTAMP '2026-11-12 14:00:00'";
    expect(cellSource('magic', content(sql))).toBe(`%%sql\n-- Access denied\n${sql}`);
  });
});
