import type { IResultDocument } from '../../analysis/document';
import { beaconFindings, beaconOf } from '../../findings/beacon';
import { gatherFindings } from '../../findings/gather';
import { BEGIN, resultDocument } from '../../testing/result-document';
import { verdictOf } from '../verdict';
import { summaryOf } from '../summary';
import { answerOf, DAY, modelOf, quiet } from './results';

const START = BEGIN / 60_000 + 1440;

/** Thirty days; one key of the result comes every five minutes from the second day on. */
function beating(): IResultDocument {
  const document = resultDocument({
    bucketMs: DAY,
    series: [{ keys: ['i-1'], values: quiet(30, 288) }]
  });
  const at = Float64Array.from({ length: 2000 }, (_, i) => START + i * 5);
  const beacon = beaconOf({ keys: ['i-1'], at, counts: new Float64Array(2000).fill(1) })!;
  const { grid } = document.series!;
  const found = beaconFindings([{ keys: ['i-1'], beacon }], 10, grid, () => 0);
  return {
    ...document,
    findings: gatherFindings(document.findings!, ['periodicity'], { findings: found })
  };
}

describe('a result of a beacon', () => {
  it('opens on it, with period, jitter and beats', () => {
    const { model } = modelOf({ document: beating() });
    expect(model.ranking.filter).toBe('beacon');
    expect(model.sentence).toBe(
      'i-1 comes every 5 min 00 s, give or take 0\u00a0% of that: 2,000 beats, 100\u00a0% of those that fit into 27 Oct 00:00 – 2 Nov 22:36 UTC (chance < 10⁻¹²).'
    );
    const { format, trans, measure } = model;
    expect(summaryOf(model.ranking.entry!, { format, trans, measure, bucketMs: DAY })).toEqual({
      what: 'Every 5 min 00 s',
      when: '27 Oct 00:00 – 2 Nov 22:36',
      strength: '2,000 beats'
    });
    expect(verdictOf(beating(), format, trans)).toBe('1 beacon.');
  });

  it('draws its last beats by the minute, not the days of its series', () => {
    const { model } = modelOf({ document: beating() });
    const { detail, grid } = model.investigation;
    expect(grid!.bucketMs).toBe(60_000);
    expect([...detail!.values.subarray(-6)]).toEqual([1, 0, 0, 0, 0, 1]);
    expect(model.valuesOf(model.ranking.entry!)).toHaveLength(240);
  });

  it('proves all its rows, and those of a minute that was picked', async () => {
    const { model, lake } = modelOf({ document: beating() });
    lake.script = answerOf([['2000']]);
    await model.investigation.check();
    expect(model.investigation.checking.value).toMatchObject({ shown: 2000, agrees: true });
    model.investigation.pick(239);
    expect(model.investigation.evidence!.shown).toBe(1);
    expect(model.investigation.sql!.sql).toContain("TIMESTAMP '2026-11-02 22:35:00.000'");
    expect(model.investigation.sql!.sql).toContain("TIMESTAMP '2026-11-02 22:36:00.000'");
  });
});
