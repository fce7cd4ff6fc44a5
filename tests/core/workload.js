// Series of every kind and all that the detectors say of them, as JSON: the same text in whatever engine evaluates it.
// Evaluates to a function of the core's exports.
core => {
  let state = 20240229;
  const random = () => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return (state + 0.5) / 4294967296;
  };
  const normal = () => Math.sqrt(-2 * Math.log(random())) * Math.cos(2 * Math.PI * random());
  const poisson = mean => {
    if (mean > 40) {
      return Math.max(0, Math.round(mean + Math.sqrt(mean) * normal()));
    }
    let count = 0;
    for (let left = Math.exp(-mean), p = random(); p > left; p *= random()) {
      count++;
    }
    return count;
  };
  const kinds = {
    poisson: t => poisson(4 + (t > 120 ? 6 : 0)),
    weekly: t => poisson(t % 7 < 5 ? 60 : 12),
    overdispersed: () => poisson(20 * Math.exp(0.5 * normal())),
    bursty: () => (random() < 0.05 ? poisson(80) : 0),
    rising: t => poisson(10 + t / 8),
    bytes: () => Math.floor(Math.exp(12 + 1.5 * normal())),
    sparseBytes: () => (random() < 0.2 ? Math.floor(Math.exp(9 + 2 * normal())) : 0),
    share: () => Math.round(100 * random()) / 100,
    negative: t => normal() + Math.sin(t / 9),
    gaps: t => (t % 11 === 3 ? NaN : poisson(7)),
    constant: () => 5,
    zero: () => 0,
    huge: () => 1e15 * (1 + random())
  };
  const answers = [];
  for (const [kind, at] of Object.entries(kinds)) {
    for (const [grain, length] of [['day', 91], ['day', 365], ['hour', 672], ['none', 150]]) {
      const values = Float64Array.from({ length }, (_, t) => at(t));
      values[length >> 1] = values[length >> 1] * 9 + 30;
      for (const profile of ['count', 'seed']) {
        const options = { ...core.DEFAULT_OPTIONS, profile, grain, partialLast: grain === 'hour' };
        let found;
        try {
          found = core.detect(values, options);
        } catch (error) {
          answers.push({ kind, grain, length, profile, error: error.message });
          continue;
        }
        const why = core.explain(values, options, length >> 1);
        answers.push({
          kind,
          grain,
          length,
          profile,
          ...found,
          expected: Array.from(found.expected),
          lower: Array.from(found.lower),
          upper: Array.from(found.upper),
          why
        });
      }
    }
  }
  return JSON.stringify(answers, (_, value) =>
    typeof value === 'number' && !Number.isFinite(value) ? String(value) : value
  );
};
