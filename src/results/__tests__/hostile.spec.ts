import * as fc from 'fast-check';

import { isHiding, reveal, revealed, truncate } from '../hostile';
import { keyCopy, keyParts, keyText } from '../keys';

describe('reveal', () => {
  it.each([
    ['right-to-left override', 'x\u202egnp.exe', 'x[U+202E]gnp.exe'],
    ['zero width space', 'pay\u200bpal', 'pay[U+200B]pal'],
    ['line break', 'a\nb', 'a[U+000A]b'],
    ['escape sequence', '\u001b[31mred', '[U+001B][31mred'],
    ['tag character', 'a\u{e0041}b', 'a[U+E0041]b'],
    ['lone surrogate', 'a\ud800b', 'a[U+D800]b'],
    ['no-break space', 'a\u00a0b', 'a[U+00A0]b'],
    ['blank at the end', 'root ', 'root[U+0020]'],
    ['Hangul filler', 'a\u3164', 'a[U+3164]']
  ])('shows a %s', (_, value, shown) => {
    expect(revealed(value)).toBe(shown);
    expect(isHiding(value)).toBe(true);
  });

  it.each(['<img src=x onerror=alert(1)>', "x' OR '1'='1", 'Ünïcode 名前 שלום', 'a b'])(
    'leaves %s as it is',
    value => {
      expect(reveal(value)).toEqual([{ text: value }]);
      expect(isHiding(value)).toBe(false);
    }
  );

  it('never leaves a hidden character in a text, and loses nothing', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), value => {
        const pieces = reveal(value);
        for (const piece of pieces) {
          if ('text' in piece) {
            expect(piece.text).not.toMatch(/[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}]/u);
          }
        }
        const back = pieces
          .map(piece =>
            'text' in piece ? piece.text : String.fromCodePoint(parseInt(piece.code.slice(2), 16))
          )
          .join('');
        expect(back).toBe(value);
      })
    );
  });
});

describe('truncate', () => {
  it('cuts a value of 4 kB and says so', () => {
    const cut = truncate('A'.repeat(4096), 120);
    expect(cut).toHaveLength(120);
    expect(cut.endsWith('…')).toBe(true);
  });

  it('does not cut a character in half', () => {
    expect(truncate('ab😀cd', 4)).toBe('ab…');
  });

  it('leaves what fits', () => {
    expect(truncate('abc', 3)).toBe('abc');
  });
});

describe('keys', () => {
  it.each([
    ['arn:aws:iam::111122223333:role/ci-deploy', 'ci-deploy', '111122223333 role'],
    ['arn:aws:s3:::bucket', 'bucket', ''],
    [
      'arn:aws-cn:lambda:cn-north-1:123456789012:function:f',
      'f',
      '123456789012 cn-north-1 function'
    ],
    ['logs/2026/11/file.gz', 'file.gz', 'logs/2026/11'],
    ['2001:db8::1', '2001:db8::1', ''],
    ['10.0.0.0/8', '10.0.0.0/8', ''],
    ['aws-cli/2.15 Python/3.11', 'aws-cli/2.15 Python/3.11', ''],
    ['evil.example.com', 'evil.example.com', ''],
    ['ends/with/', 'ends/with/', '']
  ])('splits %s', (value, tail, context) => {
    expect(keyParts(value)).toEqual({ tail, context });
  });

  it('tells NULL, the empty string and the words apart', () => {
    const names = { null: 'NULL', empty: '(empty)' };
    expect(keyText([null, '', 'a\u202eb'], names)).toBe('NULL · (empty) · a[U+202E]b');
  });

  it('copies the raw values', () => {
    const long = 'A'.repeat(4096);
    expect(keyCopy([long, 'a\u202eb'])).toBe(`${long}\ta\u202eb`);
  });
});
