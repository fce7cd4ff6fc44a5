import type { IChangeContext } from './changes';
import { takeBytes } from './scratch';
import type { ISeason } from './season';
import { noSeason, placesOf } from './season';
import { seasonCandidates } from './season-candidates';
import type { IWeekly } from './week-fit';
import { fitWeek, levelsBeside, WEEK, weekCells, weekCost } from './week-fit';
import { isQuiet } from './weekend';

interface IExplained {
  changes: readonly number[];
  season: ISeason;
  /** Minus the log likelihood, and what the parameters and the changes cost. */
  cost: number;
}

/**
 * The week that explains a short series of hours best together with some of the changes found in it, or with none.
 *
 * In one or two weeks a step bends the first profile: a weekend seen once is compared with days of two levels. What that
 * profile lacks then looks like changes at the edges of days, which would become part of the baseline and explain
 * themselves. So the season is fitted anew beside one choice of the changes after the other: forward selection from none
 * on, and all of them, by Schwarz's criterion for the season's parameters and the penalty of the search for each change.
 *
 * @param use 1 where a bucket counts.
 * @param changes Candidates, ascending.
 * @param known First day of the weekend.
 * @param penalty What a change has to bring in log likelihood.
 */
export function seasonBesideChanges(
  c: IChangeContext,
  use: Uint8Array,
  changes: readonly number[],
  known: number,
  penalty: number
): ISeason {
  const places = takeBytes(23, c.n);
  places.set(placesOf(WEEK, 1, c.n).subarray(0, c.n));
  const explain = (chosen: readonly number[]): IExplained => {
    const best = bestSeason({ c, use, places, ends: [...chosen, c.n] }, known);
    return { ...best, changes: chosen, cost: best.cost + penalty * chosen.length };
  };
  const cheaper = (a: IExplained, b: IExplained): IExplained => (b.cost < a.cost ? b : a);
  let best = explain([]);
  for (;;) {
    const { changes: chosen } = best;
    let most: readonly number[] = chosen;
    let least = Infinity;
    for (const at of changes.filter(place => !chosen.includes(place))) {
      const ends = [...chosen, at].sort((p, q) => p - q);
      const cost = quickCost({ c, use, places, ends: [...ends, c.n] }, known);
      if (cost < least) {
        least = cost;
        most = ends;
      }
    }
    const next = explain(most);
    if (!(next.cost < best.cost)) {
      return chosen.length < changes.length ? cheaper(best, explain(changes)).season : best.season;
    }
    best = next;
  }
}

/** Cost beside the form that a few days can show: enough to see which change says most. */
function quickCost(s: IWeekly, known: number): number {
  const additive = s.c.law === 'real';
  const flat = new Float64Array(WEEK).fill(additive ? 0 : 1);
  const cells = weekCells(s, levelsBeside(s, flat));
  const forms = seasonCandidates(WEEK, cells, additive, known);
  return weekCost(s, fitWeek(s, forms[forms.length - 1]));
}

/** The cheapest form of the season beside given stretches: half of Schwarz's log(observations) a parameter. */
function bestSeason(s: IWeekly, known: number): { season: ISeason; cost: number } {
  const additive = s.c.law === 'real';
  const flat = new Float64Array(WEEK).fill(additive ? 0 : 1);
  let observed = 0;
  for (let t = 0; t < s.c.n; t++) {
    observed += s.use[t];
  }
  const perParameter = Math.log(Math.max(2, observed)) / 2;
  let best = { season: noSeason(additive), cost: weekCost(s, flat) };
  const cells = weekCells(s, levelsBeside(s, flat));
  for (const form of seasonCandidates(WEEK, cells, additive, known)) {
    const profile = fitWeek(s, form);
    const { parameters } = form;
    const cost = weekCost(s, profile) + parameters * perParameter;
    if (cost < best.cost && isQuiet(profile, known)) {
      best = { season: { period: WEEK, stride: 1, profile, parameters }, cost };
    }
  }
  return best;
}
