// `npm run test:trino`: see scripts/test-trino.mts and docs/testing-with-trino.md.
import { show } from './run.mjs';

/** Runs the comparison with a real Trino; its exit status. */
export async function main(rest) {
  return show('node', ['scripts/run.mjs', 'test-trino', ...rest]);
}
