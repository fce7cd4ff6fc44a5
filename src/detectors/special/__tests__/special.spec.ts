// Reference values: mpmath 1.3 at 40 digits (loggamma, erfc, erfinv, gammainc, betainc; negative binomial tails by
// summing the probability function), rounded to 17.
import { countLowerTail, countUpperTail } from '../count-tail';
import { erfc } from '../erfc';
import { logGamma } from '../log-gamma';
import { normalUpperQuantile } from '../normal-quantile';
import { studentUpperQuantile } from '../student-quantile';
import { studentTail } from '../student-tail';

const close = (actual: number, reference: number, relative = 1e-10): void => {
  expect(Math.abs(actual - reference)).toBeLessThanOrEqual(relative * Math.abs(reference));
};

it.each([
  [0.001, 6.9071788853838537],
  [0.5, 0.57236494292470009],
  [3.7, 1.4280723266653879],
  [14.9, 24.924132002217277],
  [15.1, 25.458999750992664],
  [100.5, 361.43554046777762],
  [1e6, 12815504.569147612],
  [1e15, 3.3538776394910669e16]
])('log gamma of %p', (x, reference) => close(logGamma(x), reference, 1e-13));

it('has log gamma 0 at 1 and 2 and none at or below 0', () => {
  expect(logGamma(1)).toBeCloseTo(0, 14);
  expect(logGamma(2)).toBeCloseTo(0, 14);
  expect(logGamma(0)).toBeNaN();
  expect(logGamma(NaN)).toBeNaN();
});

it.each([
  [-2, 1.9953222650189527],
  [0, 1],
  [0.1, 0.88753708398171511],
  [1, 0.15729920705028513],
  [2.4, 6.8851389664507857e-4],
  [2.6, 2.360344165293492e-4],
  [5, 1.5374597944280349e-12],
  [10, 2.0884875837625448e-45],
  [26, 5.6631924088561428e-296]
])('complementary error function of %p', (x, reference) => close(erfc(x), reference, 1e-12));

it.each([
  [0.4, 0.2533471031357998],
  [0.025, 1.9599639845400542],
  [1e-5, 4.2648907939228246],
  [1e-12, 7.0344838253011319],
  [1e-100, 21.273453560965324]
])('normal quantile of %p', (p, reference) => close(normalUpperQuantile(p), reference));

it.each([
  [1, 0.001, 9.9950016662500833e-4],
  [5, 0.3, 1.5785040541659963e-5],
  [30, 5, 2.8175176155779226e-14],
  [100, 50, 3.2000653245851253e-10],
  [1000, 900, 5.4990226571178292e-4],
  [200000, 198000, 3.622095177056045e-6]
])('Poisson chance of at least %p when %p are expected', (y, mean, reference) =>
  close(countUpperTail(y, mean, 0), reference)
);

it.each([
  [0, 13.5, 1.3709590863840844e-6],
  [3, 30, 4.661032000779291e-10],
  [20, 100, 1.9055587420300119e-22],
  [800, 900, 3.6892323151592741e-4],
  [0, 700, 9.8596765437597709e-305],
  [198000, 200000, 3.765063725889673e-6]
])('Poisson chance of at most %p when %p are expected', (y, mean, reference) =>
  close(countLowerTail(y, mean, 0), reference)
);

it.each([
  [5, 0.3, 0.5, 2.019037424093829e-4],
  [40, 5, 0.1, 4.9280809719382796e-12],
  [500, 100, 0.2, 4.100252260983699e-7],
  [2000, 300, 0.01, 3.0038362828450394e-138],
  [40000, 30000, 0.007, 1.4130321259437477e-4],
  [10, 2, 3, 0.048820221429812634]
])('negative binomial chance of at least %p: mean %p, alpha %p', (y, mean, alpha, reference) =>
  close(countUpperTail(y, mean, alpha), reference)
);

it.each([
  [0, 13.5, 0.015, 4.5813590570052174e-6],
  [10, 290, 0.15, 1.2296847525114091e-7],
  [100, 300, 0.01, 2.6850803468607363e-14],
  [20000, 30000, 0.007, 3.4255076085240488e-6],
  [0, 5, 2, 0.30151134457776362]
])('negative binomial chance of at most %p: mean %p, alpha %p', (y, mean, alpha, reference) =>
  close(countLowerTail(y, mean, alpha), reference)
);

it('stays finite and ordered for counts of 1e15', () => {
  const p = [1e15, 1.05e15, 1.2e15, 2e15].map(y => countUpperTail(y, 1e15, 0.001));
  expect(p[0]).toBeCloseTo(0.5, 1);
  expect([...p].sort((a, b) => b - a)).toEqual(p);
  expect(countUpperTail(1e15, 0, 0)).toBe(0);
  expect(countUpperTail(NaN, 5, 0)).toBeNaN();
});

it.each([
  [0, 5, 0.5],
  [2, 3, 0.069662984279421588],
  [4, 10, 0.0012591663123683461],
  [30, 3, 4.0676402135819797e-5],
  [8, 200, 4.9396004546653196e-14],
  [1000, 2.5, 2.2747463948307452e-8]
])('Student tail beyond %p with %p degrees of freedom', (t, nu, reference) => {
  close(studentTail(t, nu), reference);
  if (t > 0) {
    close(studentUpperQuantile(reference, nu), t, 1e-9);
  }
});
