import fc from 'fast-check';

import { DEFAULT_OPTIONS, explain, tailThreshold } from '../..';
import type { IDetectorOptions } from '../..';
import { effectFloor } from '../bounds';
import { withoutBucket } from '../deletion';
import { runCount } from '../detect';
import { lowerTail, upperTail } from '../law';
import { count, days, normal, uniform } from './background';

jest.setTimeout(60_000);

const options: IDetectorOptions = { ...DEFAULT_OPTIONS, grain: 'day' };

const KINDS: Record<string, (seed: number) => Float64Array> = {
  Poisson: seed => days(seed, 200, 1 + (seed % 60)),
  'negative binomial': seed => days(seed, 200, 2 + (seed % 90), 0.08, 0.4),
  drifting: seed => {
    const random = uniform(seed);
    let level = 4;
    return Float64Array.from({ length: 365 }, () => {
      level += 0.03 * normal(random);
      return count(random, Math.exp(level), 0.01);
    });
  },
  'near-constant': seed => {
    const random = uniform(seed);
    return Float64Array.from({ length: 150 }, () => 300 + Math.round(0.7 * normal(random)));
  },
  intermittent: seed => {
    const random = uniform(seed);
    return Float64Array.from({ length: 365 }, () =>
      random() < 0.15 ? count(random, 12 + (seed % 40), 0) : 0
    );
  },
  measure: seed => {
    const random = uniform(seed);
    return Float64Array.from({ length: 200 }, () => -3 + 2 * normal(random));
  },
  amount: seed => {
    const random = uniform(seed);
    return Float64Array.from({ length: 365 }, () =>
      random() < 0.4 ? Math.round(5000 * Math.exp(normal(random))) : 0
    );
  }
};

/** Whether a value in bucket `t` would be flagged by the baseline as it stands: improbable enough, and enough of it. */
function flags(
  values: Float64Array,
  t: number,
  slack: number
): (value: number) => 'up' | 'down' | null {
  const { o, b } = runCount(values, options);
  const without = b!.law.kind === 'hurdle' && o.x[t] === 0 ? null : withoutBucket(b!, o.x[t], t);
  const { law, mean } = without ?? { law: b!.law, mean: b!.mean[t] };
  const p = slack * tailThreshold(options.rate, 'day');
  return value => {
    const x = o.log ? Math.log(value) : value / o.unit;
    if (Math.abs(x - mean) < effectFloor(law, mean) * (1 - 1e-9)) {
      return null;
    }
    return x > mean && upperTail(law, x, mean) <= p
      ? 'up'
      : x < mean && lowerTail(law, x, mean) <= p
        ? 'down'
        : null;
  };
}

it.each(Object.entries(KINDS))(
  'flags from the stated value on, and no value clearly below it: %s',
  (_, make) => {
    fc.assert(
      fc.property(fc.nat(1e6), fc.nat(1e4), fc.nat(60), (seed, place, more) => {
        const values = make(seed);
        const t = place % values.length;
        const {
          wouldFlagAbove: above,
          wouldFlagBelow: below,
          expected
        } = explain(values, options, t);
        // Where the level drifts bounds are interpolated, to a tenth of their chance.
        const judge = flags(values, t, 1.1);
        const strict = flags(values, t, 0.9);
        const step = Math.max(1, Math.abs(above - expected) / 50);
        // Monotone: all that is larger is flagged as well.
        expect(judge(above + 1e-9 * Math.abs(above))).toBe('up');
        expect(judge(above + more * step)).toBe('up');
        // A unit, or a fiftieth of the way, short of it is not.
        expect(strict(above - step)).not.toBe('up');
        if (Number.isFinite(below) && below > 0) {
          expect(judge(below)).toBe('down');
          expect(strict(below + Math.max(1, (expected - below) / 50))).not.toBe('down');
        }
      }),
      { numRuns: 60 }
    );
  }
);
