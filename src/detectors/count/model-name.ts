import type { DetectorGrain } from '../types';
import type { IBaseline } from './baseline';

/** Name of the chosen model, as the result shows it. */
export function modelName(b: IBaseline, grain: DetectorGrain, log: boolean): string {
  const { law } = b;
  // The degrees of freedom of a normal with estimated variance are those of the data.
  const heavy = Number.isFinite(law.nu) && law.nu < b.freedom / (law.lean ? 2 : 1);
  const base =
    law.kind === 'hurdle'
      ? 'intermittent'
      : law.kind === 'rounded'
        ? 'near-constant'
        : law.kind === 'real'
          ? `${law.share < 1 ? 'intermittent ' : ''}${log ? 'log-' : ''}${heavy ? 'Student' : 'normal'}`
          : law.alpha > 0
            ? 'negative binomial'
            : 'Poisson';
  return base + modelSuffix(b, grain);
}

/** The part of the name that says how the mean moves. */
export function modelSuffix({ season, shape }: IBaseline, grain: DetectorGrain): string {
  const names: Record<number, string> =
    grain === 'none' ? {} : { 7: ', weekly', 24: ', hour of day', 168: ', hour of week' };
  const own = season.period > 1 ? `, period ${season.period}` : '';
  return `${names[season.period] ?? own}${shape === 'drifting' ? ', drifting' : ''}`;
}
