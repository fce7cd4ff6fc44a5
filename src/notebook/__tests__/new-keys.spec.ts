import { resultDocument } from '../../testing/result-document';
import { withNewKeys } from '../../testing/new-keys';
import { documentToJson, readDocument } from '../saved-document';
import { shrinkDocument } from '../shrink';

const DAY = 86_400_000;
const quiet = (level: number) => Array.from({ length: 90 }, (_, i) => level + ((i * 7919) % 5));

const fresh = () =>
  withNewKeys(
    resultDocument({
      bucketMs: DAY,
      series: [20, 30, 40, 50].map(level => ({ keys: [`user-${level}`], values: quiet(level) }))
    }),
    [{ keys: ['stranger'], ago: 5 }]
  );

describe('a saved result with new keys', () => {
  it('is the same after the file was written and read', () => {
    const read = readDocument(JSON.parse(JSON.stringify(documentToJson(fresh()))));
    expect(read).toEqual({ kind: 'document', document: fresh() });
  });

  it.each([
    ['no keys', { keys: undefined }],
    ['too many keys', { keys: ['a', 'b'] }],
    ['nothing to draw', { detail: {} }]
  ])('is refused when such a finding has %s', (_, change) => {
    const value = documentToJson(fresh());
    Object.assign(
      value.findings!.findings.find(({ kind }) => kind === 'first-seen')!,
      change
    );
    expect(readDocument(value)).toEqual({ kind: 'broken', missing: 'findings' });
  });

  it('keeps them when it is made smaller', () => {
    const small = shrinkDocument(fresh(), 1000);
    expect(small.series!.keys.length).toBeLessThan(4);
    expect(small.findings!.findings.map(({ kind }) => kind)).toContain('first-seen');
    expect(readDocument(documentToJson(small)).kind).toBe('document');
  });
});
