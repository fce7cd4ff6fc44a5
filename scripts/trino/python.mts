// Python of the checkout, waited for.
import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join } from 'node:path';

const OWN = join('.venv', 'bin', 'python');
const PYTHON = existsSync(OWN) ? OWN : 'python3';

/**
 * Runs a script; what it wrote, trimmed.
 *
 * @param quiet - Keeps what it says on the way; an error tells it.
 */
export function python(args: string[], quiet = false): string {
  const run = spawnSync(PYTHON, args, {
    encoding: 'utf8',
    maxBuffer: 1 << 28,
    stdio: ['ignore', 'pipe', quiet ? 'pipe' : 'inherit']
  });
  if (run.status !== 0) {
    const said = `${run.stderr ?? ''}${run.stdout.slice(-2000)}`.trim();
    throw new Error(`${args.slice(0, 3).join(' ')} ended with ${run.status}: ${said}`);
  }
  return run.stdout.trim();
}
