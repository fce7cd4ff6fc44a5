import type { IChangeContext } from './changes';
import { placeFreeTime } from './free-clock';
import { takeBytes } from './scratch';
import type { ISeason } from './season';
import { noSeason, placesOf } from './season';
import type { ICells } from './season-candidates';
import { cellVolume, seasonCandidates, TIMES_HOURS, WORKING_HOURS } from './season-candidates';
import type { IWeekly } from './week-fit';
import { fitWeek, levelsBeside, weekCells, weekCost } from './week-fit';
import type { IFreeTime } from './weekend';
import { freeTimes, isQuiet, WEEK } from './weekend';

/** A week, and which hours of it are free. */
export interface IWeek {
  season: ISeason;
  free: IFreeTime;
}

interface IExplained extends IWeek {
  changes: readonly number[];
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
 * @param known The weekend by the calendar.
 * @param penalty What a change has to bring in log likelihood.
 */
export function seasonBesideChanges(
  c: IChangeContext,
  use: Uint8Array,
  changes: readonly number[],
  known: IFreeTime,
  penalty: number
): IWeek {
  const places = takeBytes(23, c.n);
  places.set(placesOf(WEEK, 1, c.n).subarray(0, c.n));
  const series = (chosen: readonly number[]): IWeekly => ({
    c,
    use,
    places,
    ends: [...chosen, c.n]
  });
  const explain = (chosen: readonly number[]): IExplained => {
    const best = bestWeek(series(chosen), known);
    return { ...best, changes: chosen, cost: best.cost + penalty * chosen.length };
  };
  let best = explain([]);
  for (;;) {
    const { changes: chosen, free } = best;
    let most = chosen;
    let least = Infinity;
    for (const at of changes.filter(place => !chosen.includes(place))) {
      const more = [...chosen, at].sort((p, q) => p - q);
      const cost = quickCost(series(more), free);
      if (cost < least) {
        least = cost;
        most = more;
      }
    }
    const next = most === chosen ? best : explain(most);
    if (!(next.cost < best.cost)) {
      const all = explain(changes);
      return all.cost < best.cost ? all : best;
    }
    best = next;
  }
}

/** Cost beside the form that a few days can show: enough to see which change says most. */
function quickCost(s: IWeekly, free: IFreeTime): number {
  const form = seasonCandidates(WEEK, flatCells(s), s.c.law === 'real', free)[WORKING_HOURS];
  return weekCost(s, fitWeek(s, form));
}

/** What the hours of the week hold beside the levels of the stretches alone. */
function flatCells(s: IWeekly): ICells {
  const additive = s.c.law === 'real';
  return weekCells(s, levelsBeside(s, new Float64Array(WEEK).fill(additive ? 0 : 1)));
}

/** The cheapest form of the season beside given stretches: half of Schwarz's log(observations) a parameter. */
function bestWeek(s: IWeekly, known: IFreeTime): IWeek & { cost: number } {
  const additive = s.c.law === 'real';
  const flat = new Float64Array(WEEK).fill(additive ? 0 : 1);
  let observed = 0;
  for (let t = 0; t < s.c.n; t++) {
    observed += s.use[t];
  }
  const perParameter = Math.log(Math.max(2, observed)) / 2;
  let best = { season: noSeason(additive), free: known, cost: weekCost(s, flat) };
  const free = bestFreeTime(s, known);
  for (const form of seasonCandidates(WEEK, flatCells(s), additive, free)) {
    const { parameters } = form;
    const profile = fitWeek(s, form);
    const cost = weekCost(s, profile) + parameters * perParameter;
    if (cost < best.cost && isQuiet(profile, free)) {
      best = { season: { period: WEEK, stride: 1, profile, parameters }, free, cost };
    }
  }
  return best;
}

/** The free time that says the most, by its hours being of another level than the others or by those without work. */
function bestFreeTime(s: IWeekly, known: IFreeTime): IFreeTime {
  let best = known;
  let least = Infinity;
  const additive = s.c.law === 'real';
  const cells = flatCells(s);
  const volume = cellVolume(cells, additive);
  for (const given of freeTimes(known)) {
    const free = s.c.n < WEEK ? given : placeFreeTime(volume, given);
    const forms = seasonCandidates(WEEK, cells, additive, free);
    for (const form of [forms[WORKING_HOURS], forms[TIMES_HOURS]]) {
      const cost = weekCost(s, fitWeek(s, form));
      if (cost < least) {
        least = cost;
        best = free;
      }
    }
  }
  return best;
}
