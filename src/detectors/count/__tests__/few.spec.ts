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

/** A year of days with `sessions`, seven in ten of one event and the others of 2 to 25. */
function mixedSessions(seed: number, sessions: number): Float64Array {
  const random = uniform(seed);
  const values = new Float64Array(365);
  for (let i = 0; i < sessions; i++) {
    const several = random() < 0.3;
    values[Math.floor(365 * random())] += several ? 2 + Math.floor(24 * random()) : 1;
  }
  return values;
}

it.each([40, 80])(
  'sees %p sessions a year for what they are, most of one event or not',
  sessions => {
    let raised = 0;
    let stated = 0;
    for (let seed = 0; seed < 200; seed++) {
      const values = mixedSessions(seed, sessions);
      const found = detect(values, { ...DEFAULT_OPTIONS, grain: 'day', rate: 0.1 });
      raised += found.outliers.length;
      stated += found.expectedFalse;
    }
    expect(stated).toBeGreaterThan(8);
    expect(raised).toBeLessThan(stated + 3 * Math.sqrt(stated));
  }
);

it('finds a large session where there are many small ones of unknown length', () => {
  let found = 0;
  for (let seed = 0; seed < 40; seed++) {
    const values = mixedSessions(seed, 40);
    values[200] = 1000;
    const outliers = detect(values, { ...DEFAULT_OPTIONS, grain: 'day' }).outliers;
    found += outliers.some(e => e.first === 200) ? 1 : 0;
  }
  expect(found).toBe(40);
});

it('lets two bursts among events that come one by one stand, however alike they are', () => {
  const random = uniform(11);
  const values = Float64Array.from({ length: 365 }, () => (random() < 0.08 ? 1 : 0));
  values.set([12], 70);
  values.set([12], 190);
  const found = detect(values, { ...DEFAULT_OPTIONS, grain: 'day' });
  expect(found.outliers.map(e => e.first)).toEqual([70, 190]);
});
