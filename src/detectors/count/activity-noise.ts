import type { IActivity } from './partition';

/** Blocks that are taken together: a session of some days shows in none of them alone. */
const SPANS = [1, 2, 4];
/** Differences left out, the largest ones: a single change of activity is no noise. */
const LARGEST = 2;

/**
 * How much more the activity of neighbouring blocks differs than it would if buckets were active independently of each
 * other; at least 1. Mean squared differences (von Neumann 1941) of single, double and fourfold blocks: a series that
 * comes in sessions of days has more noise the longer one looks.
 */
export function activityNoise(s: IActivity, blocks: number): number {
  const all = s.watched[blocks];
  const share = all > 0 ? s.active[blocks] / all : 0;
  const unit = share * (1 - share);
  let noise = 1;
  for (const span of SPANS) {
    let sum = 0;
    let m = 0;
    const top = [0, 0];
    for (let b = span; b + span <= blocks; b += span) {
      const w1 = s.watched[b] - s.watched[b - span];
      const w2 = s.watched[b + span] - s.watched[b];
      if (w1 > 0 && w2 > 0) {
        const d = (s.active[b + span] - s.active[b]) / w2 - (s.active[b] - s.active[b - span]) / w1;
        const ratio = (d * d) / (unit / w1 + unit / w2);
        sum += ratio;
        m++;
        if (ratio > top[0]) {
          top[1] = top[0];
          top[0] = ratio;
        } else if (ratio > top[1]) {
          top[1] = ratio;
        }
      }
    }
    const rest = m - LARGEST;
    if (unit > 0 && rest >= 4) {
      noise = Math.max(noise, (sum - top[0] - top[1]) / rest);
    }
  }
  return noise;
}
