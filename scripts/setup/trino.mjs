// `npm run test:trino`: see scripts/test-trino.mts and docs/testing-with-trino.md. Where it can't run, it says what is
// missing: under CI=true that is a failure, elsewhere a remark.
import { existsSync, readdirSync } from 'node:fs';
import { homedir } from 'node:os';
import { join } from 'node:path';
import { env } from './environment.mjs';
import { ask, show, work } from './run.mjs';

const OLDEST_JAVA = 24;
const JDK_PACKAGES = ['openjdk-25-jdk-headless', 'temurin-25-jdk', 'openjdk-24-jdk-headless'];

const tool = process.env.TRINO_TOOL ?? join('..', 'shared', 'trino', 'trino.py');
const inCi = process.env.CI === 'true';

/** Runs the comparison with a real Trino; its exit status. */
export async function main(rest) {
  const missing = process.env.TRINO_URL ? [] : await prepare();
  if (missing.length > 0) {
    console.log(
      `test:trino: nothing was checked, since a Trino can't be started here. Missing: ${missing.join('; ')}.\n` +
        'Add it, or give the address of a running server in TRINO_URL; docs/testing-with-trino.md says how.'
    );
    return inCi ? 1 : 0;
  }
  return show('node', ['scripts/run.mjs', 'test-trino', ...rest], {
    env: { ...env, ...(existsSync(tool) ? { TRINO_TOOL: tool } : {}) }
  });
}

/** What a server of our own needs and this machine lacks, after installing what can be installed. */
async function prepare() {
  if (!existsSync(tool)) {
    return [`the tool that starts it, ${tool} (or its path in TRINO_TOOL)`];
  }
  const wanted = [
    {
      there: () => javaHomes().some(home => javaVersion(home) >= OLDEST_JAVA),
      packages: JDK_PACKAGES,
      name: `a JDK ${OLDEST_JAVA} or newer in JAVA_HOME or /usr/lib/jvm`
    },
    {
      // It only fetches the server, once.
      there: () => serverIsThere() || ask('mvn', ['--version']) !== null,
      packages: ['maven'],
      name: 'Maven (mvn on the PATH), which fetches the server'
    }
  ];
  const missing = [];
  for (const { there, packages, name } of wanted) {
    if (!there()) {
      await install(packages);
    }
    if (!there()) {
      missing.push(name);
    }
  }
  return missing;
}

/** Installs the first of some Debian packages that the machine knows: on a machine of CI, which nobody else uses. */
async function install(packages) {
  if (!inCi || process.getuid?.() !== 0 || ask('apt-get', ['--version']) === null) {
    return;
  }
  if (ask('apt-get', ['update', '-qq']) === null) {
    return;
  }
  const known = packages.find(name => ask('apt-cache', ['show', '--no-all-versions', name]));
  if (known) {
    const install = ['install', '-y', '-qq', '--no-install-recommends', known];
    await work(known, 'apt-get', install);
  }
}

function javaHomes() {
  const usual = '/usr/lib/jvm';
  const found = existsSync(usual) ? readdirSync(usual).map(name => join(usual, name)) : [];
  return [process.env.JAVA_HOME, ...found].filter(Boolean);
}

/** 25 for a JDK 25; 0 where there is none. */
function javaVersion(home) {
  const said = ask(join(home, 'bin', 'java'), ['--version']) ?? '';
  return Number(/^\S+ (\d+)/.exec(said)?.[1] ?? 0);
}

function serverIsThere() {
  const cache = process.env.XDG_CACHE_HOME ?? join(homedir(), '.cache');
  const home = join(cache, 'security-lake-trino');
  return existsSync(home) && readdirSync(home).some(name => name.startsWith('trino-server-'));
}
