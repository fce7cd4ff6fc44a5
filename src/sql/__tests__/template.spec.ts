import fc from 'fast-check';

import {
  chain,
  int,
  join,
  LiteralError,
  name,
  number,
  path,
  quoted,
  sql,
  text,
  timestamp
} from '../template';
import type { ISql } from '../types';
import { readLiteral } from './read-literal';

const anyText = fc.oneof(
  fc.string({ unit: 'binary' }),
  fc.string({
    unit: fc.constantFrom(
      "'",
      '\\',
      '\n',
      '\u0000',
      '\u202e',
      '-',
      ';',
      'U',
      '&',
      '+',
      'é',
      '😀',
      '0'
    )
  }),
  fc.string({ unit: 'grapheme' })
);

describe('string literals', () => {
  it('read back as exactly the string, and nothing is left over', () => {
    fc.assert(
      fc.property(anyText, value => {
        const written = text(value).text;
        expect(readLiteral(written)).toEqual({ value, length: written.length });
      }),
      { numRuns: 2000 }
    );
  });

  it('hold nothing that a reader of the statement can not see', () => {
    fc.assert(
      fc.property(anyText, value => {
        expect(text(value).text).not.toMatch(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/u);
      })
    );
  });

  it('keep a plain value plain', () => {
    expect(text("O'Neil").text).toBe("'O''Neil'");
    expect(text('a\\b').text).toBe("'a\\b'");
    expect(text('日本 é').text).toBe("'日本 é'");
  });

  it('escape NUL, line breaks and direction overrides', () => {
    expect(text('a\u0000\n\u202e\\').text).toBe("U&'a\\0000\\000A\\202E\\\\'");
  });

  it('refuse half of a surrogate pair', () => {
    expect(() => text('\ud83d')).toThrow(LiteralError);
  });
});

describe('identifiers', () => {
  it('are quoted so that no name can end them', () => {
    fc.assert(
      fc.property(fc.string({ minLength: 1 }), identifier => {
        let written: string;
        try {
          written = quoted(identifier).text;
        } catch (error) {
          expect(error).toBeInstanceOf(LiteralError);
          return;
        }
        expect(written).toMatch(/^"(?:[^"]|"")+"$/);
        expect(written.slice(1, -1).replaceAll('""', '"')).toBe(identifier);
      })
    );
  });

  it('are bare only when they are plain words that no parser reserves', () => {
    expect(name('activity_name').text).toBe('activity_name');
    expect(name('user').text).toBe('"user"');
    expect(name('group').text).toBe('"group"');
    expect(name('1st').text).toBe('"1st"');
    expect(name('Mixed Case').text).toBe('"Mixed Case"');
    expect(path('actor.user.uid').text).toBe('actor."user".uid');
  });

  it('can not be empty or hold control characters', () => {
    expect(() => name('')).toThrow(LiteralError);
    expect(() => quoted('a\nb')).toThrow(LiteralError);
  });
});

describe('numbers and times', () => {
  it('are written so that they read back the same', () => {
    fc.assert(
      fc.property(fc.double({ noNaN: true, noDefaultInfinity: true }), value => {
        expect(Number(number(value).text)).toBe(Object.is(value, -0) ? 0 : value);
      })
    );
    expect(() => int(1.5)).toThrow(LiteralError);
    expect(() => number(NaN)).toThrow(LiteralError);
  });

  it('name the instant in UTC to the millisecond', () => {
    expect(timestamp(1740787200123).text).toBe("TIMESTAMP '2025-03-01 00:00:00.123'");
    expect(() => timestamp(8e14)).toThrow(LiteralError);
  });
});

describe('the template', () => {
  it('takes nothing that was not made by it', () => {
    const forged: ISql = { text: "1 OR 'a' = 'a'" };
    expect(() => sql`SELECT ${forged}`).toThrow(TypeError);
    expect(() => join([forged], ', ')).toThrow(TypeError);
    expect(() => sql`SELECT ${'x' as unknown as ISql}`).toThrow(TypeError);
  });

  it('removes the margin of the source and keeps the indentation within', () => {
    const inner = sql`
      SELECT 1
      FROM t`;
    const outer = sql`
      SELECT *
      FROM (
        ${inner}
      )`;
    expect(outer.text).toBe('SELECT *\nFROM (\n  SELECT 1\n  FROM t\n)');
  });
});

describe('long chains', () => {
  it('keep every part and stay shallow', () => {
    const parts = Array.from({ length: 5000 }, (_, i) => sql`a = ${int(i)}`);
    const written = chain(parts, ' OR ').text;
    expect(written.match(/a = \d+/g)).toHaveLength(5000);
    let depth = 0;
    let deepest = 0;
    for (const char of written) {
      depth += char === '(' ? 1 : char === ')' ? -1 : 0;
      deepest = Math.max(deepest, depth);
    }
    expect(depth).toBe(0);
    expect(deepest).toBeLessThan(5);
    expect(written.split(/[()]/).every(run => run.split(' OR ').length <= 21)).toBe(true);
  });
});
