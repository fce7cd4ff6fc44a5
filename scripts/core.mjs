#!/usr/bin/env node
// The pure rooms as one script without imports, for Python's embedded V8 and whatever else has no module loader: it
// leaves one global, `SecurityLakeCore`.
import { build } from 'esbuild';

await build({
  entryPoints: ['src/core.ts'],
  bundle: true,
  format: 'iife',
  globalName: 'SecurityLakeCore',
  // What the page's own build is made for, so that both are the same program.
  target: 'es2022',
  minify: true,
  legalComments: 'none',
  outfile: 'jupyter_security_lake_ml/core.js',
  logLevel: 'warning'
});
