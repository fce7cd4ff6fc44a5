// One question over one table, the whole way: statements, rows, series, detectors, ranking, as the product does it.
import { seriesOf } from '../../src/analysis/detail';
import { DetectorClient } from '../../src/analysis/detector-client';
import { localWorker } from '../../src/analysis/local-worker';
import { planAnalysis, type IFullPlan } from '../../src/analysis/plan';
import { runAnalysis } from '../../src/analysis/run';
import type { IFinding, IFindingSet } from '../../src/findings/types';
import type { ILakeTable } from '../../src/lake/types';
import { questionById } from '../../src/questions';
import type { IQuestion } from '../../src/questions/types';
import type { ISeriesSet } from '../../src/series/types';
import { DEMO_CONFIG } from '../../src/testing/demo-config';
import { specFor } from '../sql/variants.mts';
import type { Engine } from './athena.mts';

export interface IAnalysed {
  plan: IFullPlan;
  set: ISeriesSet;
  findings: IFindingSet;
}

/** Runs a question as the product does; one that isn't in the catalogue as an analyst's own. */
export async function analyse(
  engine: Engine,
  question: IQuestion,
  tables: readonly ILakeTable[],
  range: { from: number; to: number },
  now: number
): Promise<IAnalysed> {
  const { keys, measure, filter } = question;
  const own = questionById(question.id)
    ? {}
    : { question: null, custom: { keys, measure, filter } };
  const spec = specFor(question, tables, {
    grain: question.grain,
    range: {
      kind: 'between',
      from: new Date(range.from).toISOString(),
      to: new Date(range.to).toISOString()
    },
    ...own
  });
  const document = await runAnalysis(spec, {
    config: async () => DEMO_CONFIG,
    tables: async () => ({ tables: [...tables], failures: [] }),
    queries: engine.queries,
    detectors: () => new DetectorClient(localWorker),
    now: () => now
  });
  if (!document.findings) {
    throw new Error(`${question.id} gave no findings`);
  }
  for (const { detector, reason } of document.findings.failed ?? []) {
    throw new Error(`${question.id}: no answer to ${detector}: ${reason}`);
  }
  return {
    plan: planAnalysis(spec, tables, { now, range: document.range }),
    set: seriesOf(document),
    findings: document.findings
  };
}

/** Keys of a finding. */
export function keysOf({ set }: IAnalysed, finding: IFinding): (string | null)[] {
  return finding.keys ?? set.keys[finding.series];
}

/** Findings of one kind in the order of the ranking, each series once. */
export function ranked(analysed: IAnalysed, kind: IFinding['kind']): IFinding[] {
  const seen = new Set<string>();
  return analysed.findings.findings.filter(finding => {
    const keys = JSON.stringify(keysOf(analysed, finding));
    const fresh = finding.kind === kind && !seen.has(keys);
    if (fresh) {
      seen.add(keys);
    }
    return fresh;
  });
}
