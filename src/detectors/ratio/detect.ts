import { tailThreshold } from '../count/bounds';
import { describeChanges } from '../count/describe-changes';
import { modelSuffix } from '../count/model-name';
import { nothingFound } from '../nothing';
import type { IDetection, IDetectorOptions } from '../types';
import type { IShareBaseline } from './baseline';
import { fitShares } from './baseline';
import { unflip } from './flip';
import { judgeShares } from './judge';
import type { IShares } from './observe';
import { observeShares } from './observe';
import { gatherShares } from './outliers';
import { findShareTrend } from './trend';

/** What was found, and the baseline behind it in scratch memory (null without observations). */
export interface IRatioRun {
  detection: IDetection;
  s: IShares;
  fit: IShareBaseline | null;
}

/**
 * Profile `count` for shares whose rows are known: how many rows match is modelled, not the share, so that 1 of 1 is no
 * surprise and 900 of 900 is. See docs/detectors.md.
 */
export function detectRatio(
  values: Float64Array,
  exposures: Float64Array,
  options: IDetectorOptions
): IDetection {
  return runRatio(values, exposures, options).detection;
}

/** The same with the baseline, which is valid until the next call. */
export function runRatio(
  values: Float64Array,
  exposures: Float64Array,
  options: IDetectorOptions
): IRatioRun {
  const s = observeShares(values, exposures, options);
  const detection = nothingFound(values.length);
  if (s.count === 0) {
    return { detection, s, fit: null };
  }
  const fit = fitShares(s, options);
  const name = fit.rho > 0 ? 'beta-binomial' : 'binomial';
  detection.model = name + modelSuffix(fit.b, options.grain);
  const p = tailThreshold(options.rate, options.grain);
  detection.outliers = gatherShares(s, judgeShares(s, fit, detection, p), values);
  detection.changes = describeChanges(fit.b, s.n, 1);
  detection.trend = findShareTrend(s, fit);
  if (s.flipped) {
    unflip(detection);
  }
  return { detection, s, fit };
}
