import { silenceFindings } from '../../findings/silence';
import { gatherFindings } from '../../findings/gather';
import type { IResultDocument } from '../../analysis/document';
import { resultDocument } from '../../testing/result-document';
import { filtersOf } from '../entries';
import { verdictOf } from '../verdict';
import { summaryOf } from '../summary';
import { DAY, modelOf, quiet } from './results';

/** Thirty days, of which one source is silent for the last ten. */
function gone(): IResultDocument {
  const values = quiet(30, 20).map((value, i) => (i < 20 ? value : 0));
  const document = resultDocument({ bucketMs: DAY, series: [{ keys: ['vpc-1'], values }] });
  const silence = { first: 20, last: 29, ongoing: true, usual: 20, missed: 200, p: 1e-40 };
  const found = silenceFindings({ grid: document.series!.grid, keys: [['vpc-1']] }, [[silence]]);
  return {
    ...document,
    findings: gatherFindings(document.findings!, ['silence'], { findings: found })
  };
}

describe('a result of a silent source', () => {
  it('opens on it, with since when, how improbable and what is missing', () => {
    const { model } = modelOf({ document: gone() });
    expect(filtersOf(model.document!.findings)).toContain('silence');
    expect(model.ranking.filter).toBe('silence');
    expect(model.sentence).toBe(
      'vpc-1 has been silent since 15 Nov UTC, for 10 days up to the end of the range. About 200 events were expected in that time, at the usual 20 per day (chance < 10⁻¹²).'
    );
    const { format, trans } = model;
    const words = { format, trans, measure: model.measure, bucketMs: DAY };
    expect(summaryOf(model.ranking.entry!, words)).toEqual({
      what: 'Silent for 10 days',
      when: 'since 15 Nov',
      strength: '200 events missing'
    });
  });

  it('counts nothing but silence in its verdict', () => {
    const { model } = modelOf({ document: gone() });
    expect(verdictOf(gone(), model.format, model.trans)).toBe('1 silent.');
    const none = { ...gone(), findings: { ...gone().findings!, findings: [] } };
    expect(verdictOf(none, model.format, model.trans)).toBe('Nothing silent.');
  });

  it('reads the last events before it', () => {
    const { model } = modelOf({ document: gone() });
    expect(model.investigation.evidence!.span).toEqual({ first: 0, last: 19 });
    expect(model.investigation.evidence!.shown).toBe(
      quiet(30, 20)
        .slice(0, 20)
        .reduce((a, b) => a + b)
    );
    expect(model.investigation.sql!.sql).toContain("< TIMESTAMP '2026-11-15 00:00:00.000'");
  });
});
