import { cosinesOf } from './cosines';

/** Variance of a walk's step from block to block, in variances of the independent noise of a block. */
const STEPS = [0.003, 0.03, 0.3, 3];
/** How strongly the walk returns to its level, (1 − φ)² / φ of an autoregression: never, and within about three blocks. */
const RETURNS = [0, 0.1];
/** Prior chance of noise without memory; the others share the rest evenly. */
const WHITE = 0.85;

/** A kind of noise: independent, and beside it a walk or an autoregression of the first order. */
interface IKind {
  step: number;
  back: number;
}

const KINDS: IKind[] = [
  { step: 0, back: 1 },
  ...RETURNS.flatMap(back => STEPS.map(step => ({ step, back })))
];

/** Number of kinds; the first is noise without memory. */
export const MODELS = KINDS.length;
/** Log prior chance of each. */
export const PRIOR = KINDS.map((_, i) => Math.log(i === 0 ? WHITE : (1 - WHITE) / (MODELS - 1)));

/** One kind of noise in the cosines of a sequence of one length. */
export interface INoise {
  /** Independent noise's variance by the variance of each coefficient. */
  weight: Float64Array;
  /** Those times the coefficients of a line of slope 1. */
  weighted: Float64Array;
  /** Weighted square of that line. */
  line: number;
  /** Sum of the logs of the weights. */
  log: number;
}

const tables: INoise[][] = [];

/** Every kind for length n, made once. */
export function noisesOf(n: number): INoise[] {
  return (tables[n] ??= KINDS.map(kind => makeNoise(n, kind)));
}

/** A coefficient of a walk has the variance step / gain; one that returns has step / (gain + back). */
function makeNoise(n: number, { step, back }: IKind): INoise {
  const { gain, line } = cosinesOf(n);
  const weight = gain.map(g => (g + back) / (g + back + step));
  const weighted = weight.map((w, k) => w * line[k]);
  return {
    weight,
    weighted,
    line: weighted.reduce((sum, w, k) => sum + w * line[k], 0),
    log: weight.reduce((sum, w) => sum + Math.log(w), 0)
  };
}
