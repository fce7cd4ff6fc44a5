import type { IMessage } from '../../findings/types';
import type { Measure } from '../../questions/types';
import { resultDocument } from '../../testing/result-document';
import { contextOf, toText } from '../text';
import { Format } from '../format';
import { entriesOf } from '../entries';
import type { IEntry } from '../entries';
import { scopeOf } from '../scope';
import { verdictOf } from '../verdict';
import { plainSentence, sentenceOf } from '../sentences';
import { summaryOf } from '../summary';
import { DAY, eventful, trans } from './results';

const HOUR = 3_600_000;
const AT = Date.UTC(2026, 10, 12, 14);
const format = new Format(trans);

function entry(kind: IEntry['kind'], message: IMessage, partial: Partial<IEntry> = {}): IEntry {
  return {
    id: 'a',
    kind,
    series: 0,
    first: 0,
    last: 0,
    direction: message.id.endsWith('down') || message.id.endsWith('to-zero') ? 'down' : 'up',
    message,
    severity: 1,
    finding: null,
    ...partial
  };
}

function context(measure: Measure = { kind: 'count' }, total?: number) {
  const keys = ['ci-deploy'];
  return { trans, format, measure, bucketMs: HOUR, keys, withYear: false, total };
}

const one = { from: AT, to: AT + HOUR, peak: AT, buckets: 1 };

describe('the sentence of an outlier', () => {
  it('says who, how much, when and against what', () => {
    const args = { ...one, observed: 1284, expected: 31, ratio: 41.4, p: 1e-20 };
    expect(plainSentence(entry('outlier', { id: 'outlier-up', args }), context())).toBe(
      'ci-deploy had 1,284 events at 12 Nov 14:00 UTC, about 41 × the 31 expected.'
    );
  });

  it('tells a burst by its peak, its length and its sum', () => {
    const args = { ...one, to: AT + 3 * HOUR, observed: 900, expected: 30, ratio: 30 };
    const burst = entry('outlier', { id: 'outlier-up-burst', args });
    expect(plainSentence(burst, context({ kind: 'count' }, 2400))).toBe(
      'ci-deploy had 900 events at 12 Nov 14:00 UTC, about 30 × the 30 expected. It lasted 3 hours (12 Nov 14:00 – 17:00 UTC), 2,400 events in all.'
    );
  });

  it('says of how many events a share is, in a row as a step', () => {
    const args = { ...one, observed: 0.12, expected: 0.02, ratio: 6, rows: 340 };
    const share = entry('outlier', { id: 'outlier-up', args });
    const measured = context({ kind: 'ratio', of: [] });
    expect(plainSentence(share, measured)).toBe(
      'ci-deploy had a share of 12\u00a0% (of 340 events) at 12 Nov 14:00 UTC, about 6 × the 2\u00a0% expected.'
    );
    expect(summaryOf(share, measured).strength).toBe('2\u00a0% → 12\u00a0%');
    const older = entry('outlier', { id: 'outlier-up', args: { ...args, rows: null } });
    expect(plainSentence(older, measured)).toContain('a share of 12\u00a0% at 12 Nov');
  });

  it('has no ratio where nothing was expected', () => {
    const args = { ...one, observed: 12, expected: 0, ratio: null };
    const text = plainSentence(entry('outlier', { id: 'outlier-from-zero', args }), context());
    expect(text).toBe(
      'ci-deploy had 12 events at 12 Nov 14:00 UTC, where next to nothing was expected.'
    );
  });

  it('says what is missing in a dip', () => {
    const args = { ...one, observed: 0, expected: 54, ratio: null };
    const text = plainSentence(entry('outlier', { id: 'outlier-to-zero', args }), context());
    expect(text).toBe('ci-deploy had 0 events at 12 Nov 14:00 UTC, where about 54 were expected.');
  });

  it('is on a day where days are counted', () => {
    const args = { ...one, observed: 12, expected: 2, ratio: 6 };
    const found = entry('outlier', { id: 'outlier-up', args });
    expect(plainSentence(found, { ...context(), bucketMs: 24 * HOUR })).toBe(
      'ci-deploy had 12 events on 12 Nov UTC, about 6 × the 2 expected.'
    );
  });

  it('uses the units of the measure', () => {
    const args = { ...one, observed: 12_400_000, expected: 310_000, ratio: 40 };
    const measure: Measure = { kind: 'sum', field: 'traffic.bytes' };
    expect(plainSentence(entry('outlier', { id: 'outlier-up', args }), context(measure))).toBe(
      'ci-deploy had 12.4 MB at 12 Nov 14:00 UTC, about 40 × the 310 kB expected.'
    );
  });
});

describe('the sentence of a change', () => {
  const args = { from: AT, to: AT + HOUR, before: 12.2, after: 88.1, confidence: 1, p: 0 };

  it('says both levels and never claims certainty', () => {
    expect(plainSentence(entry('change', { id: 'change-up', args }), context())).toBe(
      'From 12 Nov 14:00 UTC on, ci-deploy has had about 88 events per hour instead of 12 (confidence >\u00a099.99\u00a0%).'
    );
  });

  it.each([
    ['change-from-zero', 'after next to nothing before'],
    ['change-to-zero', 'has had next to nothing, after about 12 per hour before']
  ] as const)('of kind %s says so', (id, words) => {
    expect(plainSentence(entry('change', { id, args }), context())).toContain(words);
  });
});

describe('the sentence of a change that another one ended', () => {
  it('says over what time its level was held, and does not claim that it still is', () => {
    const step = Array.from({ length: 90 }, (_, i) => (i < 30 || i >= 60 ? 20 : 80) + (i % 3));
    const document = resultDocument({ bucketMs: DAY, series: [{ keys: ['build'], values: step }] });
    const writing = { trans, format: new Format(trans), plan: null };
    const said = entriesOf(document.findings!)
      .filter(({ finding }) => finding?.kind === 'change')
      .map(one => plainSentence(one, contextOf(document, one, writing)))
      .sort();
    expect(said).toEqual([
      expect.stringMatching(
        /^From 25 Dec 2026 UTC on, build has had about 21 events per day instead of 81/
      ),
      expect.stringMatching(
        /^Over 25 Nov – 24 Dec 2026 UTC, build had about 81 events per day instead of 21/
      )
    ]);
  });
});

describe('the sentence of a trend', () => {
  const args = { from: AT, to: AT + 720 * HOUR, slope: 2, relative: 0.041, low: 1.8, high: 2.2 };

  it('is relative to the level, with the interval where there is one', () => {
    const text = plainSentence(entry('trend', { id: 'trend-up', args }), context());
    expect(text).toContain('rose by about 98\u00a0% of its own level per day');
    expect(text).toContain(', 48 more each day. The 95 % interval of the slope is 43 to 53.');
    const bare = { ...args, low: null, high: null };
    expect(plainSentence(entry('trend', { id: 'trend-up', args: bare }), context())).not.toContain(
      'interval'
    );
  });

  it('claims none where there is none', () => {
    const flat = entry('trend', { id: 'trend-up', args }, { direction: 'flat' });
    expect(plainSentence(flat, context())).toBe(
      'ci-deploy has no trend over 12 Nov 14:00 – 12 Dec 14:00 UTC.'
    );
    const unclear = { ...flat, message: { ...flat.message, args: { ...args, p: 0.12 } } };
    expect(plainSentence(unclear, context())).toContain(
      'has no clear trend over 12 Nov 14:00 – 12 Dec 14:00 UTC: about 98\u00a0% of its own level per day may be chance (p 0.12)'
    );
  });

  it.each([
    ['nothing known', { slope: null, relative: null, low: null, high: null, p: null }],
    ['a sparse series', { slope: 0, relative: 0, low: 0, high: 0, p: 1 }],
    ['what rounding left', { slope: 3.6e-15, relative: 1e-15, low: 0, high: 1e-14, p: 0.9 }]
  ])('of %s has no number that says nothing', (_, numbers) => {
    const flat = entry(
      'trend',
      { id: 'trend-up', args: { ...args, ...numbers } },
      { direction: 'flat' }
    );
    expect(plainSentence(flat, context())).toMatch(/^ci-deploy has no trend over [^–]* – [^–]*\.$/);
    expect(summaryOf(flat, context())).toMatchObject({ what: 'No clear trend', strength: 'level' });
  });
});

describe('sentenceOf', () => {
  it('keeps the keys as they are, apart from the words', () => {
    const args = { ...one, observed: 5, expected: 1, ratio: 5 };
    const keys = ['<b>%2</b>\ue0000\ue001', null];
    const parts = sentenceOf(entry('outlier', { id: 'outlier-up', args }), { ...context(), keys });
    expect(parts[0]).toEqual({ keys });
    expect(parts.filter(part => 'keys' in part)).toHaveLength(1);
  });

  it('shows what a key hides, and NULL and empty as themselves', () => {
    const args = { ...one, observed: 5, expected: 1, ratio: 5 };
    const keys = ['a\u202eb', null, ''];
    const found = entry('outlier', { id: 'outlier-up', args });
    expect(plainSentence(found, { ...context(), keys })).toMatch(
      /^a\[U\+202E\]b · NULL · \(empty\) had/
    );
  });
});

describe('the words of a row', () => {
  it('are short', () => {
    const args = { ...one, to: AT + 3 * HOUR, observed: 280, expected: 31, ratio: 9 };
    const burst = entry('outlier', { id: 'outlier-up-burst', args }, { last: 2 });
    expect(summaryOf(burst, context())).toEqual({
      what: 'Outlier, 3 hours',
      when: '12 Nov 14:00',
      strength: '× 9'
    });
    const dip = { ...one, observed: 0, expected: 54 };
    expect(summaryOf(entry('outlier', { id: 'outlier-to-zero', args: dip }), context())).toEqual({
      what: 'Dip to 0',
      when: '12 Nov 14:00',
      strength: '54 → 0'
    });
  });
});

describe('a result in words', () => {
  it('says what was looked at, in full', () => {
    const document = eventful();
    document.series!.leftOut = { series: 1200, total: 3456 };
    document.series!.grid.partial = 89;
    expect(scopeOf(document, format, trans).join(' · ')).toBe(
      'CloudTrail management · v2 · 26 Oct 2026 – 23 Jan 2027 UTC, last day partial · all accounts · all regions · 4 series by principal × 90 days · 1,200 smaller series left out, 3,456 events together'
    );
    document.spec.custom!.measure = { kind: 'distinct', field: 'ip' };
    expect(scopeOf(document, format, trans).at(-1)).toBe('1,200 smaller series left out');
  });

  it('says how many findings to expect to be false', () => {
    const document = eventful();
    document.findings!.expectedFalse = 0.42;
    expect(verdictOf(document, format, trans)).toMatch(
      /^\d findings, expect 0.4 of them to be false\.$/
    );
    document.findings!.expectedFalse = NaN;
    expect(verdictOf(document, format, trans)).toContain('cannot say how many are false');
    document.findings = { ...document.findings!, findings: [], expectedFalse: 0.01 };
    expect(verdictOf(document, format, trans)).toBe('Nothing found.');
  });

  it('names the findings, best first, and that it is demo data', () => {
    const text = toText(eventful(), { trans, format, plan: null });
    expect(text.split('\n')[0]).toBe('Access denied bursts?');
    expect(text).toContain('Demo lake, not your data.');
    expect(text).toContain('1. arn:aws:iam::111122223333:role/ci-deploy had 400 events');
  });

  it('of an analysis that was not run says so', () => {
    const document = { ...eventful(), ranAt: null, series: null, findings: null };
    expect(toText(document, { trans, format, plan: null })).toContain('has not been run yet');
  });
});
