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
    law.spreadDoubt = varianceDoubt(b) / 4;
  } else if (cost === 'hurdle') {
    law.spreadDoubt = (SIZES + FEW_SIZES / freedom) / freedom / READ_AT;
  }
}

/** Relative variance of an estimated variance of counts: (2 + excess kurtosis) / degrees of freedom. */
function varianceDoubt({ law, sums, freedom }: IBaseline): number {
  const { sum, exposure, positive, blocks } = sums;
  const buckets = law.kind === 'hurdle' ? positive[blocks] : exposure[blocks];
  const level = sum[blocks] / Math.max(1, buckets);
  return (2 + 6 * law.alpha + 1 / (level + law.alpha * level * level)) / freedom;
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
