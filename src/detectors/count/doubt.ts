import type { IBaseline } from './baseline';
import type { ILaw } from './law';
import type { IObserved } from './observe';
import type { CostLaw } from './partition';

/** What an estimated spread of measures leaves open, times the degrees of freedom. */
const MEASURES = 8;
/** Sizes that look like chance needn't be: what that leaves open at four standard deviations, in the same way… */
const SIZES = 2;
/** … and once more over the square, where there are few; z² + 1 at which both are meant. */
const FEW_SIZES = 120;
const READ_AT = 16;
/** Where less is expected it might as well be this: a single event must not decide. */
const LEAST_MEAN = 0.25;
/** Most that the level may leave open: half of the variance. */
const MOST = 0.5;

/**
 * What not knowing the parameters exactly adds to the variance of a bucket, put into the law: the part that a bucket has
 * in its own mean, and what its spread leaves open. A spread that chance alone explains is no estimate.
 */
export function addDoubt(b: IBaseline, o: IObserved, cost: CostLaw): void {
  const { law, freedom } = b;
  law.doubt = Math.min(MOST, b.leverage[0]);
  law.spreadDoubt = 0;
  if (cost === 'real') {
    // Student's t for a normal with estimated variance, read at four standard deviations: z² / (2 ν).
    law.doubt = Math.min(MOST, (o.log ? 0 : MEASURES / freedom) + b.leverage[0]);
  } else if (law.alpha > 0) {
    law.spreadDoubt = dispersionDoubt(b, o) / 4;
  } else if (cost === 'hurdle') {
    law.spreadDoubt = (SIZES + FEW_SIZES / freedom) / freedom / READ_AT;
  }
}

/**
 * Relative variance of an estimated dispersion: that of the Pearson statistic, 2 + excess kurtosis a bucket, over the square
 * of how much it falls when the dispersion rises in proportion.
 */
function dispersionDoubt({ law, use, mean }: IBaseline, o: IObserved): number {
  const { alpha } = law;
  let noise = 0;
  let fall = 0;
  for (let t = 0; t < o.n; t++) {
    if (use[t] === 1 && mean[t] > 0 && (law.kind === 'count' || o.x[t] > 0)) {
      const inflated = 1 + alpha * mean[t];
      noise += 2 + 6 * alpha + 1 / (Math.max(mean[t], LEAST_MEAN) * inflated);
      fall += (alpha * mean[t]) / inflated;
    }
  }
  return noise / (fall * fall);
}

/**
 * The law by which false flags are to be expected: the one that was chosen. That sizes which look like chance may not be
 * is a reason to flag less, not to expect more.
 */
export function asChosen(law: ILaw): ILaw {
  return law.kind === 'hurdle' && law.alpha === 0 && law.spreadDoubt > 0
    ? { ...law, spreadDoubt: 0 }
    : law;
}
