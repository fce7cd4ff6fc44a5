import { DEFAULT_OPTIONS, detect } from '../..';
import type { IDetection } from '../..';
import { normal, uniform } from './background';

/** A month of hours with `sessions` of one hour, sizes log-normal around 3. */
function rareSessions(seed: number, sessions: number, spread: number): Float64Array {
  const random = uniform(seed);
  const values = new Float64Array(720);
  for (let i = 0; i < sessions; i++) {
    const at = 12 + Math.floor(random() * 650);
    values[at] = Math.max(1, Math.round(3 * Math.exp(spread * normal(random))));
  }
  return values;
}

const run = (values: Float64Array, rate = DEFAULT_OPTIONS.rate): IDetection =>
  detect(values, { ...DEFAULT_OPTIONS, grain: 'hour', rate });

it.each([
  ['one hour', [200]],
  ['two neighbours', [200, 190]],
  ['an hour of rest between', [200, 0, 190]],
  ['three neighbours', [180, 200, 190]]
])(
  'finds an event of %s among rare small sessions: its hours vouch not for each other',
  (_, event) => {
    let found = 0;
    for (let seed = 0; seed < 40; seed++) {
      const values = rareSessions(seed, 14, 0.5);
      values.set(event, 690);
      const [first] = run(values).outliers.filter(e => e.first >= 690);
      found += first?.first === 690 ? 1 : 0;
    }
    expect(found).toBe(40);
  }
);

it('takes sizes of sessions of unknown length for what they are, alike or not', () => {
  for (const [spread, most] of [
    [0.5, 1],
    [1, 5]
  ]) {
    let raised = 0;
    for (let seed = 0; seed < 300; seed++) {
      raised += run(rareSessions(seed, 3 + (seed % 20), spread), 0.02).outliers.length;
    }
    expect(raised).toBeLessThanOrEqual(most);
  }
});

it('judges events that come one by one as such, not as sessions', () => {
  const random = uniform(7);
  const values = Float64Array.from({ length: 720 }, () => (random() < 0.04 ? 1 : 0));
  values[500] = 7;
  expect(run(values).outliers.map(e => e.first)).toEqual([500]);
});
