import { DEFAULT_OPTIONS, detect } from '../..';
import { count, normal, uniform } from './background';

// Hundreds of series each: the default of five seconds is short on a loaded machine.
jest.setTimeout(120_000);

type Random = () => number;
type Background = (random: Random) => (t: number) => number;

const between = (random: Random, low: number, high: number): number =>
  low + (high - low) * random();
const isFree = (t: number): boolean => t % 7 > 4;

/** Event-free days; every series draws its own level, spread and season. */
const BACKGROUNDS: Record<string, Background> = {
  low: random => {
    const mean = between(random, 1, 8);
    return () => count(random, mean, 0);
  },
  steady: random => {
    const mean = between(random, 10, 150);
    return () => count(random, mean, 0);
  },
  overdispersed: random => {
    const mean = between(random, 40, 350);
    const alpha = 1 / between(random, 3, 10);
    return () => count(random, mean, alpha);
  },
  weekly: random => {
    const mean = between(random, 20, 350);
    const alpha = 1 / between(random, 40, 200);
    const weekend = between(random, 0.1, 0.8);
    return t => count(random, mean * (isFree(t) ? weekend : 1), alpha);
  },
  drifting: random => {
    let mean = between(random, 30, 350);
    const alpha = 1 / between(random, 80, 200);
    const step = between(random, 0.006, 0.012);
    return () => {
      mean *= Math.exp(step * normal(random));
      return count(random, mean, alpha);
    };
  },
  intermittent: random => {
    const share = between(random, 0.05, 0.25);
    const mean = between(random, 4, 30);
    return () => (random() < share ? count(random, mean, 0) : 0);
  }
};

/** Flags raised and stated in 200 series of one background. */
function flags(name: string, rate: number): { raised: number; stated: number } {
  let raised = 0;
  let stated = 0;
  for (let i = 0; i < 200; i++) {
    const random = uniform(1000 * i + name.length);
    const next = BACKGROUNDS[name](random);
    const values = Float64Array.from({ length: 365 }, (_, t) => next(t));
    const found = detect(values, { ...DEFAULT_OPTIONS, grain: 'day', rate });
    stated += found.expectedFalse;
    raised += found.outliers.reduce((sum, e) => sum + e.last - e.first + 1, 0);
  }
  return { raised, stated };
}

it.each([1, 5])(
  'raises as many false flags as it states over all backgrounds, at %p a year',
  rate => {
    let raised = 0;
    let stated = 0;
    for (const name of Object.keys(BACKGROUNDS)) {
      const found = flags(name, rate);
      raised += found.raised;
      stated += found.stated;
      // Of each background within 3.5 standard deviations of a Poisson count.
      expect(Math.abs(found.raised - found.stated)).toBeLessThan(3.5 * Math.sqrt(found.stated));
    }
    expect(Math.abs(raised - stated)).toBeLessThan(2.5 * Math.sqrt(stated));
  }
);
