// Child processes with a line of progress: what runs, that it still runs, how long it took, what to read if it failed.
import { spawn, spawnSync } from 'node:child_process';
import { env } from './environment.mjs';

const seconds = since => `${((Date.now() - since) / 1000).toFixed(0)} s`;

/** Says what went wrong and ends. */
export function fail(message) {
  console.error(`\nsetup: ${message}`);
  process.exit(1);
}

/** Output of a command, trimmed; null when it can't be run or fails. */
export function ask(command, args) {
  const result = spawnSync(command, args, { env, encoding: 'utf8' });
  return result.status === 0 ? result.stdout.trim() : null;
}

/** Runs a command quietly under a title; shows its output only when it fails. */
export function work(title, command, args, options = {}) {
  const since = Date.now();
  console.log(`  ${title} …`);
  const output = [];
  const child = spawn(command, args, { env, stdio: ['ignore', 'pipe', 'pipe'], ...options });
  const keep = chunk => output.push(chunk) > 4000 && output.shift();
  child.stdout.on('data', keep);
  child.stderr.on('data', keep);
  const beat = setInterval(() => console.log(`  ${title} … ${seconds(since)}`), 15000);
  return new Promise(done => {
    child.on('error', error =>
      fail(`"${command}" could not be started (${error.code}). ${title}.`)
    );
    child.on('close', (code, signal) => {
      clearInterval(beat);
      if (code !== 0) {
        console.error(Buffer.concat(output.map(o => Buffer.from(o))).toString());
        fail(`${title} failed: "${command} ${args.join(' ')}" ended with ${signal ?? code}.`);
      }
      console.log(`  ${title}: ${seconds(since)}`);
      done();
    });
  });
}

/** Runs a command with the terminal as its own; resolves to its exit code. */
export function show(command, args, options = {}) {
  const child = spawn(command, args, { env, stdio: 'inherit', ...options });
  return new Promise(done => {
    child.on('error', error => {
      console.error(`"${command}" could not be started (${error.code}).`);
      done(127);
    });
    child.on('close', (code, signal) => done(signal ? 130 : code));
  });
}
