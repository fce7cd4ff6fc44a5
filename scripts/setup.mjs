#!/usr/bin/env node
// Sets the checkout up (once, and again where its inputs changed), then does what the first argument says:
// nothing, `start`, `test`, `trino` or `screenshots`. Node built-ins only: this runs before node_modules exists.
import { chdir, exit } from 'node:process';
import { root } from './setup/environment.mjs';
import { setUp } from './setup/steps.mjs';

chdir(root);
const [mode = 'setup', ...rest] = process.argv.slice(2);
const modes = {
  setup: null,
  start: './setup/start.mjs',
  test: './setup/suites.mjs',
  trino: './setup/trino.mjs',
  screenshots: './setup/screenshots.mjs'
};
if (!(mode in modes)) {
  console.error(`setup: "${mode}" is none of ${Object.keys(modes).join(', ')}`);
  exit(2);
}
await setUp();
if (modes[mode]) {
  const { main } = await import(modes[mode]);
  exit(await main(rest));
}
