import { betaBinomialLowerTail, betaBinomialUpperTail } from '../special/beta-binomial-tail';
import type { IShareBaseline } from './baseline';
import { balanceOf, isUneven, MOST_RHO } from './dispersion';
import type { IShares } from './observe';

/** Squared standardised residual from which on a bucket's own part in the baseline matters. */
const FAR = 6;
/** Most that not knowing the dispersion exactly adds to the variance, as a share of it. */
const MOST_DOUBT = 2;

/** How the hits of one bucket are spread: beta-binomial. */
export interface IShareLaw {
  share: number;
  rho: number;
}

/** Laws of the buckets of one fitted series. */
export class ShareLaws {
  constructor(
    private readonly _s: IShares,
    private readonly _fit: IShareBaseline
  ) {
    const { changes, sums, freedom } = _fit.b;
    this._bounds = [0, ...changes, _s.n];
    this._doubt = Math.min(MOST_DOUBT, (_fit.rho > 0 ? 8 : 4) / freedom);
    this._sums = sums;
  }

  /**
   * The law by which bucket `t` is judged: what the other buckets say. The level is the posterior mean under Jeffreys'
   * prior, half a hit and half a miss, and what is not known of it is part of the spread, as is the doubt about the
   * dispersion; a share that was never above nothing may so still be more than nothing.
   */
  at(t: number): IShareLaw {
    const { b, season, share } = this._fit;
    const { rows } = this._s;
    while (this._bounds[this._stretch + 1] <= t) {
      this._stretch++;
    }
    while (this._bounds[this._stretch] > t) {
      this._stretch--;
    }
    const from = this._bounds[this._stretch];
    const to = this._bounds[this._stretch + 1];
    const sum = this._sums.sum[to] - this._sums.sum[from];
    const exposure = this._sums.exposure[to] - this._sums.exposure[from];
    const used = this._sums.used[to] - this._sums.used[from];
    let { rho } = this._fit;
    let hits = sum;
    let size = exposure;
    if (b.use[t] === 1 && this._isFar(t)) {
      const weight = 1 / (1 + (rows[t] - 1) * rho);
      hits = Math.max(0, sum - this._s.hits[t] * weight);
      size = Math.max(0, exposure - rows[t] * weight * season[t]);
      if (rho > 0 && this._fit.slope < 0) {
        const { value, deviation } = this._fit.even;
        const others = value - balanceOf(this._s, t, share[t], 0);
        const moved = rho + balanceOf(this._s, t, share[t], rho) / this._fit.slope;
        rho = isUneven({ value: others, deviation }) ? Math.max(0, moved) : 0;
      }
    }
    // A drifting level keeps its shape, and moves as its whole stretch does without the bucket.
    const shape = sum > 0 ? (b.level[t] * exposure) / sum : 1;
    const usual = ((hits + 0.5) / (size + 1)) * shape * season[t];
    const law = this._law;
    law.share = Math.min(1 - 1e-9, Math.max(1e-12, usual));
    const unsure = (b.leverage[t] * Math.max(1, used)) / (hits + 0.5);
    const others = Math.max(1, rows[t] - 1);
    const spread = (1 + (rows[t] - 1) * rho) * (1 + this._doubt) - 1;
    const own = rows[t] > 1 ? spread / others : 0;
    law.rho = Math.min(MOST_RHO, own + (law.share / (1 - law.share)) * unsure);
    return law;
  }

  private _isFar(t: number): boolean {
    const { share, rho } = this._fit;
    const { hits, rows } = this._s;
    const d = hits[t] - rows[t] * share[t];
    const variance = rows[t] * share[t] * (1 - share[t]) * (1 + (rows[t] - 1) * rho);
    return d * d > FAR * variance;
  }

  private readonly _bounds: number[];
  private readonly _doubt: number;
  private readonly _sums: IShareBaseline['b']['sums'];
  private readonly _law: IShareLaw = { share: 0, rho: 0 };
  private _stretch = 0;
}

/** The smaller of the chances of so many hits or more, and of so few or less. */
export function tailOf({ share, rho }: IShareLaw, hits: number, rows: number): number {
  return Math.min(
    betaBinomialUpperTail(hits, rows, share, rho),
    betaBinomialLowerTail(hits, rows, share, rho)
  );
}
