import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';

import { ruleText } from '../rule';
import { trans } from './results';

/** The rules that the detectors name, as their types say. */
function named(): string[] {
  const types = readFileSync(resolve(__dirname, '../../detectors/types.ts'), 'utf8');
  const [said] = /Which rule decided:[^*]*(?:\*[^/*]+)*/.exec(types)!;
  return Array.from(said.matchAll(/`([a-z][a-z ]+)`/g), match => match[1]).filter(
    name => name !== 'seed'
  );
}

describe('the rule that decided', () => {
  it('is told in words whichever it is', () => {
    const rules = named();
    expect(rules).toContain('within bounds');
    expect(rules.length).toBeGreaterThan(8);
    for (const rule of rules) {
      for (const profile of ['count', 'seed'] as const) {
        expect(ruleText({ rule, profile, isBounded: true }, trans)).not.toBe(rule);
      }
    }
  });

  it('is never of a chance under profile seed, which has none', () => {
    for (const rule of ['threshold', 'within bounds']) {
      const words = ruleText({ rule, profile: 'seed', isBounded: true }, trans);
      expect(words).toContain('quartile range');
    }
  });
});
