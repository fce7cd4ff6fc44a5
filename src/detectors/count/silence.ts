import type { IBaseline } from './baseline';
import type { IObserved } from './observe';
import { isRest } from './rest';
import { LONGEST_EVENT } from './screen';
import { SILENT_CHANCE } from './waiting';

const LOG_CHANCE = Math.log(SILENT_CHANCE);

/**
 * First bucket of a run of zeros that lasts to the end and that the level before it makes impossible; −1 for none.
 *
 * Chance of a zero: exp(−mean) for a Poisson, (1 + alpha mean)^(−1/alpha) for a negative binomial; of an intermittent
 * series that of so long a wait. Other measures don't fall silent: zero is a value like another.
 *
 * @param end Where an intermittent series stopped (`activeStretch`), or the number of buckets.
 */
export function silentSince(o: IObserved, b: IBaseline, end: number): number {
  const { x, w, n } = o;
  const { law } = b;
  if (o.idle !== null) {
    return idleSince(o, b, o.idle);
  }
  let first = n;
  while (first > 0 && (w[first - 1] === 0 || x[first - 1] === 0)) {
    first--;
  }
  while (first < n && w[first] === 0) {
    first++;
  }
  if (first === 0 || first >= n || law.kind === 'real') {
    return -1;
  }
  if (law.kind === 'hurdle') {
    return end < n ? first : -1;
  }
  if (isRest(o, 'end')) {
    return -1;
  }
  // The level just before: the silence itself may have become the last stretch.
  const before = b.level[first - 1];
  let log = 0;
  for (let t = first; t < n && log > LOG_CHANCE; t++) {
    if (w[t] === 1) {
      const f = before > 0 && b.level[t] > 0 ? b.mean[t] / b.level[t] : 1;
      log += zeroLog(b, before * f);
    }
  }
  return log <= LOG_CHANCE ? first : -1;
}

/** The same for amounts: idle to the end, by the share of active buckets before, sessions taken into account. */
function idleSince(o: IObserved, b: IBaseline, idle: Uint8Array): number {
  const { w, n } = o;
  const { activity } = b.sums;
  let first = n;
  while (first > 0 && w[first - 1] === 0) {
    first--;
  }
  while (first < n && idle[first] === 0) {
    first++;
  }
  if (first === 0 || first >= n || activity === null) {
    return -1;
  }
  const last = b.changes.filter(at => at + LONGEST_EVENT <= first).pop() ?? 0;
  const active = activity.active[first] - activity.active[last];
  const before = activity.watched[first] - activity.watched[last];
  const after = activity.watched[n] - activity.watched[first];
  const chance = after * Math.log(1 - active / (before + 1));
  return activity.scale * chance <= LOG_CHANCE ? first : -1;
}

function zeroLog(b: IBaseline, mean: number): number {
  const { law } = b;
  if (law.kind === 'rounded') {
    return mean > 1 ? LOG_CHANCE : 0;
  }
  return law.alpha > 0 ? -Math.log(1 + law.alpha * mean) / law.alpha : -mean;
}
