#!/usr/bin/env node
// Runs scripts/NAME.mts on the sources as they are: bundled by esbuild into node_modules/.cache, so never stale.
import { existsSync, mkdirSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';

const root = resolve(dirname(fileURLToPath(import.meta.url)), '..');
const name = process.argv[2];
const entry = join(root, 'scripts', `${name}.mts`);
if (!name || !existsSync(entry)) {
  console.error(`run: there is no scripts/${name}.mts`);
  process.exit(2);
}
if (!existsSync(join(root, 'node_modules', 'esbuild'))) {
  console.error('run: the npm packages are missing; run "npm run setup" first.');
  process.exit(2);
}
const { build } = await import('esbuild');
const outdir = join(root, 'node_modules', '.cache', 'scripts');
mkdirSync(outdir, { recursive: true });
// One file a process: two runs at once must not read each other's half-written bundle.
const outfile = join(outdir, `${name}-${process.pid}.mjs`);
await build({
  entryPoints: [entry],
  bundle: true,
  platform: 'node',
  format: 'esm',
  target: 'node20',
  packages: 'external',
  outfile,
  logLevel: 'error',
  sourcemap: 'inline'
});
process.argv.splice(1, 2, entry);
try {
  await import(pathToFileURL(outfile).href);
} finally {
  const { rmSync } = await import('node:fs');
  rmSync(outfile, { force: true });
}
