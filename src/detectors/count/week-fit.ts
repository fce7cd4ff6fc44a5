import type { IChangeContext } from './changes';
import { takeFloats } from './scratch';
import type { ICandidate, ICells } from './season-candidates';
import { fitProfile } from './season-candidates';
import { WEEK } from './weekend';

/** Turns of fitting levels and profile, each given the other. */
const TURNS = 4;
/** Least mean of a bucket of counts: it may just not have been seen. */
const LEAST = 1e-9;

/** A series of hours whose levels and weekly profile are fitted together. */
export interface IWeekly {
  c: IChangeContext;
  /** 1 where a bucket counts. */
  use: Uint8Array;
  /** Hour of the week of every bucket, from the first on. */
  places: Uint8Array;
  /** Ends of the stretches of one level, ascending; the last is the number of buckets. */
  ends: readonly number[];
}

/** Levels of the stretches and the profile of a form, mean 1 (or 0), fitted in turn; proportional fitting again. */
export function fitWeek(s: IWeekly, form: ICandidate): Float64Array {
  const additive = s.c.law === 'real';
  const profile = new Float64Array(WEEK).fill(additive ? 0 : 1);
  for (let turn = 0; turn < TURNS; turn++) {
    fitProfile(weekCells(s, levelsBeside(s, profile)), form, additive, profile);
  }
  return profile;
}

/** Level of each stretch beside a profile; 0 where nothing says it. */
export function levelsBeside({ c, use, places, ends }: IWeekly, profile: Float64Array): number[] {
  const additive = c.law === 'real';
  let from = 0;
  return ends.map(to => {
    let sum = 0;
    let exposure = 0;
    for (let t = from; t < to; t++) {
      if (use[t] === 1) {
        const f = profile[places[t]];
        sum += additive ? c.x[t] - f : c.x[t];
        exposure += additive ? 1 : f;
      }
    }
    from = to;
    return exposure > 0 ? sum / exposure : 0;
  });
}

/** Sums over the hours of the week, given the levels; scratch memory, valid until the next call. */
export function weekCells({ c, use, places, ends }: IWeekly, levels: readonly number[]): ICells {
  const additive = c.law === 'real';
  const sum = takeFloats(94, WEEK).subarray(0, WEEK).fill(0);
  const base = takeFloats(95, WEEK).subarray(0, WEEK).fill(0);
  let from = 0;
  ends.forEach((to, i) => {
    for (let t = from; t < to; t++) {
      if (use[t] === 1) {
        sum[places[t]] += additive ? c.x[t] - levels[i] : c.x[t];
        base[places[t]] += additive ? 1 : levels[i];
      }
    }
    from = to;
  });
  return { sum, base };
}

/** Minus the log likelihood beside a profile, each stretch at its own level, up to a constant of the series. */
export function weekCost(s: IWeekly, profile: Float64Array): number {
  const { c, use, places, ends } = s;
  const { x, law, spread } = c;
  const levels = levelsBeside(s, profile);
  let cost = 0;
  let from = 0;
  ends.forEach((to, i) => {
    for (let t = from; t < to; t++) {
      if (use[t] === 0) {
        continue;
      }
      const f = profile[places[t]];
      if (law === 'real') {
        const d = x[t] - levels[i] - f;
        cost += (d * d) / (2 * spread);
      } else {
        const mean = Math.max(levels[i] * f, LEAST);
        const log = x[t] > 0 ? x[t] * Math.log(mean) : 0;
        cost += (spread > 0 ? (x[t] + 1 / spread) * Math.log(1 + spread * mean) : mean) - log;
      }
    }
    from = to;
  });
  return cost * c.scale;
}
