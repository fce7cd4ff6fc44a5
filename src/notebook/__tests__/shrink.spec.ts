import { unpackSeries } from '../../series/pack';
import { someDocument, someFinding } from '../../testing/documents';
import { shrinkDocument } from '../shrink';

describe('shrinkDocument', () => {
  it('leaves a small document as it is', () => {
    const document = someDocument();
    expect(shrinkDocument(document)).toBe(document);
  });

  it('keeps the series of the strongest findings, with what points at them', () => {
    const document = someDocument(100, [someFinding(40, 1), someFinding(90, 7), someFinding(3, 5)]);
    const packed = document.series!.values.length;
    const small = shrinkDocument(document, Math.ceil(packed / 50));
    expect(small.series!.keys).toEqual([['role-3'], ['role-90']]);
    expect(small.findings!.findings.map(finding => finding.series)).toEqual([1, 0]);
    expect(small.findings!.trends.map(trend => trend.series)).toEqual([0, 1]);
    expect(Array.from(unpackSeries(small.series!).values)).toEqual([3, 9, 3, 3, 90, 9, 90, 90]);
  });

  it('counts what it leaves out, and how much that held', () => {
    const document = someDocument(4, []);
    const small = shrinkDocument(document, Math.ceil(document.series!.values.length / 2));
    expect(small.series!.keys).toEqual([['role-0'], ['role-1']]);
    expect(small.series!.leftOut).toEqual({ series: 2, total: 9 + 6 + 9 + 9 });
  });

  it('always keeps one series', () => {
    expect(shrinkDocument(someDocument(5, [someFinding(4, 1)]), 1).series!.keys).toEqual([
      ['role-4']
    ]);
  });
});
