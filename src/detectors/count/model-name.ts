import type { DetectorGrain } from '../types';
import type { IBaseline } from './baseline';

/** Name of the chosen model, as the result shows it. */
export function modelName(b: IBaseline, grain: DetectorGrain, log: boolean): string {
  const { law, season } = b;
  const base =
    law.kind === 'hurdle'
      ? 'intermittent'
      : law.kind === 'rounded'
        ? 'near-constant'
        : law.kind === 'real'
          ? `${log ? 'log-' : ''}${Number.isFinite(law.nu) ? 'Student' : 'normal'}`
          : law.alpha > 0
            ? 'negative binomial'
            : 'Poisson';
  const calendar =
    season.period === 7
      ? ', weekly'
      : season.period === 168
        ? ', hour of week'
        : season.period === 24
          ? ', hour of day'
          : '';
  return `${base}${grain === 'none' ? '' : calendar}${b.shape === 'drifting' ? ', drifting' : ''}`;
}
