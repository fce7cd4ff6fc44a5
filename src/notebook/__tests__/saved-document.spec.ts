import { unrunDocument } from '../../analysis/document';
import { someDocument, someSpec } from '../../testing/documents';
import { documentToJson, readDocument } from '../saved-document';

const through = (document = someDocument()) =>
  JSON.parse(JSON.stringify(documentToJson(document))) as Record<string, unknown>;

describe('A saved result', () => {
  it('is the same after the file was written and read, unknown numbers included', () => {
    const read = readDocument(through());
    expect(read).toEqual({ kind: 'document', document: someDocument() });
  });

  it('keeps a null where it is a key or an argument of a sentence', () => {
    const read = readDocument(through());
    const finding = read.kind === 'document' && read.document.findings?.findings[0];
    expect(finding && finding.message.args.p).toBeNull();
  });

  it('that hasn’t run is one too', () => {
    const document = unrunDocument(someSpec(), 'Access denied');
    expect(readDocument(through(document))).toEqual({ kind: 'document', document });
  });

  it('of a later version says so rather than showing half of it', () => {
    expect(readDocument({ ...through(), formatVersion: 2, series: 'something new' })).toEqual({
      kind: 'newer',
      version: 2
    });
  });

  it.each([
    ['document', null],
    ['document', 'text'],
    ['formatVersion', {}],
    ['title', { title: 3 }],
    ['spec', { spec: null }],
    ['spec.range', { spec: { tables: [] } }],
    ['tables', { tables: {} }],
    ['range', { range: { from: '0', to: 1 } }],
    ['ranAt', { ranAt: 5 }],
    ['series', { series: {} }],
    ['findings', { findings: { findings: [{ series: 99 }], trends: [], skipped: [] } }],
    ['findings', { series: null }]
  ])('without a sound %s is refused by name', (missing, part) => {
    const value =
      part === null || typeof part === 'string' || Object.keys(part).length === 0
        ? part
        : { ...through(), ...part };
    expect(readDocument(value)).toEqual({ kind: 'broken', missing });
  });

  it('whose values don’t fit its keys is refused: a view would read past the end', () => {
    const value = through();
    const series = value.series as { keys: unknown[] };
    series.keys.push(['one more']);
    expect(readDocument(value)).toEqual({ kind: 'broken', missing: 'series' });
  });
});
