import { DEFAULT_OPTIONS, detect } from '../..';
import type { DetectorGrain } from '../..';
import { fitLocalLevel, suddenness } from '../local-level';
import { normal, uniform } from './background';

/** Annual flow of the Nile at Aswan, 1871 to 1970 (Cobb, "The problem of the Nile", Biometrika 1978). */
const NILE = [
  1120, 1160, 963, 1210, 1160, 1160, 813, 1230, 1370, 1140, 995, 935, 1110, 994, 1020, 960, 1180,
  799, 958, 1140, 1100, 1210, 1150, 1250, 1260, 1220, 1030, 1100, 774, 840, 874, 694, 940, 833, 701,
  916, 692, 1020, 1050, 969, 831, 726, 456, 824, 702, 1120, 1100, 832, 764, 821, 768, 845, 864, 862,
  698, 845, 744, 796, 1040, 759, 781, 865, 845, 944, 984, 897, 822, 1010, 771, 676, 649, 846, 812,
  742, 801, 1040, 860, 874, 848, 890, 744, 749, 838, 1050, 918, 986, 797, 923, 975, 815, 1020, 906,
  901, 1170, 912, 746, 919, 718, 714, 740
];

/** Noise of which each value keeps `phi` of the one before; variance 1. */
function correlated(seed: number, length: number, phi: number): Float64Array {
  const random = uniform(seed);
  let e = normal(random);
  return Float64Array.from({ length }, () => {
    const now = e;
    e = phi * e + Math.sqrt(1 - phi * phi) * normal(random);
    return now;
  });
}

const changesOf = (values: Float64Array, grain: DetectorGrain = 'none'): number[] =>
  detect(values, { ...DEFAULT_OPTIONS, grain }).changes.map(c => c.index);

it('finds the fall of the Nile in 1899, in any unit', () => {
  for (const unit of [1e-3, 1, 1e9]) {
    expect(changesOf(Float64Array.from(NILE, v => v * unit))).toEqual([28]);
  }
});

it('does not call the wandering of a random walk changes', () => {
  let found = 0;
  for (let seed = 0; seed < 60; seed++) {
    const random = uniform(seed);
    let level = 0;
    found += changesOf(Float64Array.from({ length: 200 }, () => (level += normal(random)))).length;
  }
  expect(found).toBeLessThan(15);
});

it.each<[DetectorGrain, number]>([
  ['none', 150],
  ['day', 365],
  ['hour', 672]
])('tells a step from correlated noise by %p', (grain, length) => {
  let quiet = 0;
  let met = 0;
  for (let seed = 0; seed < 40; seed++) {
    const noise = correlated(seed, length, 0.8);
    quiet += changesOf(noise, grain).length;
    const at = length >> 1;
    const stepped = noise.map((v, t) => (t < at ? v : v + 6));
    met += changesOf(stepped, grain).some(c => Math.abs(c - at) <= 3) ? 1 : 0;
  }
  expect(quiet).toBeLessThan(10);
  expect(met).toBeGreaterThanOrEqual(36);
});

it('estimates the step of a wandering level, and none where there is only noise', () => {
  const length = 2000;
  const random = uniform(1);
  let level = 0;
  const walk = Float64Array.from({ length }, () => {
    level += 0.5 * normal(random);
    return level + normal(random);
  });
  const use = new Uint8Array(length).fill(1);
  const none = new Float64Array(length);
  const fit = fitLocalLevel(walk, none, use, length, [], 1);
  expect(fit.step).toBeGreaterThan(0.18);
  expect(fit.step).toBeLessThan(0.32);
  expect(fit.noise).toBeGreaterThan(0.8);
  expect(fit.noise).toBeLessThan(1.2);
  expect(fitLocalLevel(correlated(2, length, 0), none, use, length, [], 1).step).toBeLessThan(0.03);
});

it('does not call changes what creeps over days under the noise of hours', () => {
  let quiet = 0;
  let met = 0;
  for (let seed = 0; seed < 40; seed++) {
    const random = uniform(seed + 1);
    let level = 0;
    const creeping = Float64Array.from({ length: 1400 }, () => {
      level += 0.15 * normal(random);
      return level + normal(random);
    });
    quiet += changesOf(creeping, 'hour').length;
    const stepped = creeping.map((v, t) => (t < 700 ? v : v + 8));
    met += changesOf(stepped, 'hour').some(c => Math.abs(c - 700) <= 3) ? 1 : 0;
  }
  expect(quiet).toBeLessThanOrEqual(4);
  expect(met).toBeGreaterThanOrEqual(36);
});

it('measures a jump by the errors of the levels on both sides', () => {
  // Ten zeros and ten ones with noise 1: difference 1, variance 1/10 + 1/10.
  const x = Float64Array.from({ length: 20 }, (_, t) => (t < 10 ? 0 : 1));
  const use = new Uint8Array(20).fill(1);
  const flat = new Float64Array(20);
  expect(suddenness(x, flat, use, { noise: 1, step: 0 }, 0, 10, 20)).toBeCloseTo(5);
  // Without noise only the two buckets beside it count, one step apart.
  expect(suddenness(x, flat, use, { noise: 0, step: 0.25 }, 0, 10, 20)).toBeCloseTo(4);
  expect(suddenness(x, flat, use, { noise: 0, step: 0 }, 0, 10, 20)).toBe(Infinity);
});
